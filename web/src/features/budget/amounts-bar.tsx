import classes from './amounts-bar.module.css'

const WIDTH = 96
const HEIGHT = 20

/** What is spent as a thin rule, and what is planned as a bar; `most` is the largest amount of the table. */
export function AmountsBar({ spend, planned, most }: { spend: number; planned: number; most: number }) {
  const wide = (amount: number) => (most > 0 ? Math.max(1, (amount / most) * WIDTH) : 0)
  return (
    <svg className={classes.bar} width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden>
      {planned > 0 && (
        <rect
          className={planned > spend ? classes.raised : classes.planned}
          x={0}
          y={4}
          width={wide(planned)}
          height={7}
        />
      )}
      <rect className={classes.spent} x={0} y={14} width={wide(spend)} height={2} />
    </svg>
  )
}
