import type { RankRow, RateInterval } from '#schema/answer/rank-answer.ts'
import { formatProbability, formatRate } from '../../format/number.ts'
import { Figure } from './figure.tsx'
import classes from './row-drawer.module.css'

export interface IntervalTextProps {
  row: RankRow
  field: string
  interval: RateInterval | null
}

/** A range of rates and how sure it is, or why there is none. */
export function IntervalText({ row, field, interval }: IntervalTextProps) {
  if (interval === null) return <Figure row={row} field={field} value={null} format={formatRate} />
  return (
    <>
      {formatRate(interval.low)} – {formatRate(interval.high)}{' '}
      <span className={classes.quiet}>({formatProbability(interval.level)})</span>
    </>
  )
}
