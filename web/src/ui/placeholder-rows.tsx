import { useEffect, useState } from 'react'
import classes from './placeholder-rows.module.css'

const SAY_AFTER = 800

/** Grey bars where rows will be; what is waited for is said once it takes a while. */
export function PlaceholderRows({ count, label }: { count: number; label: string }) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), SAY_AFTER)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div role="status" aria-label={label}>
      {late && <p className={classes.label}>{label} …</p>}
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
