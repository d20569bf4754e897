import classes from './placeholder-rows.module.css'

/** Grey bars where rows will be. */
export function PlaceholderRows({ count, label }: { count: number; label: string }) {
  return (
    <div className={classes.rows} role="status" aria-label={label}>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars have no identity
        <div key={index} className={classes.row}>
          <span style={{ width: `${24 + ((index * 37) % 19)}%` }} />
          <span style={{ width: '8%' }} />
          <span style={{ width: '6%' }} />
          <span style={{ width: '18%' }} />
          <span style={{ width: '10%' }} />
        </div>
      ))}
    </div>
  )
}
