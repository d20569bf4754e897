import type { RateScale } from './rate-scale.ts'
import classes from './whisker.module.css'

export const WHISKER_WIDTH = 132
const HEIGHT = 20
const INSET = 6

export function placeOnScale(scale: RateScale, rate: number): number {
  return INSET + (Math.min(rate, scale.max) / scale.max) * (WHISKER_WIDTH - 2 * INSET)
}

export interface WhiskerProps {
  scale: RateScale
  rate: number
  interval: { low: number; high: number } | null
  /** The other rate the row has: shrunk where the dot is the measured one, measured where it is the shrunk one. */
  other: number | null
  benchmark: number | null
  label: string
}

/** Interval as a line, the compared rate as a dot, the row's other rate as a ring, the benchmark as a thin rule. */
export function Whisker({ scale, rate, interval, other, benchmark, label }: WhiskerProps) {
  const middle = HEIGHT / 2
  const right = WHISKER_WIDTH - INSET
  const apart = other === null ? 0 : Math.abs(placeOnScale(scale, other) - placeOnScale(scale, rate))
  const beyond = Math.max(rate, interval?.high ?? 0) > scale.max
  return (
    <svg
      className={classes.whisker}
      width={WHISKER_WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WHISKER_WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={label}
    >
      {benchmark !== null && (
        <line
          className={classes.benchmark}
          x1={placeOnScale(scale, benchmark)}
          x2={placeOnScale(scale, benchmark)}
          y1={0}
          y2={HEIGHT}
        />
      )}
      {interval && interval.low < scale.max && (
        <line
          className={classes.interval}
          x1={placeOnScale(scale, interval.low)}
          x2={placeOnScale(scale, interval.high)}
          y1={middle}
          y2={middle}
        />
      )}
      {beyond && <path className={classes.arrow} d={`M${right} ${middle - 4}l5 4-5 4`} />}
      {other !== null && other <= scale.max && apart >= 3 && (
        <circle className={classes.other} cx={placeOnScale(scale, other)} cy={middle} r={3.25} />
      )}
      {rate <= scale.max && (
        <circle className={classes.rate} cx={placeOnScale(scale, rate)} cy={middle} r={2.75} />
      )}
    </svg>
  )
}
