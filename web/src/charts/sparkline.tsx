import { poolTrend, type TrendDay } from './pool-trend.ts'
import classes from './sparkline.module.css'

const WIDTH = 88
const HEIGHT = 20
const INSET = 3

/** The shape of a rate over time, in at most 24 points; gaps where nothing was shown. */
export function Sparkline({ trend, label }: { trend: readonly TrendDay[]; label: string }) {
  const points = poolTrend(trend, 24)
  const rates = points.map((point) => point.rate).filter((rate) => rate !== null)
  const low = Math.min(...rates)
  const span = Math.max(...rates) - low

  function x(index: number): number {
    return INSET + (index / Math.max(1, points.length - 1)) * (WIDTH - 2 * INSET)
  }
  function y(rate: number): number {
    return span === 0 ? HEIGHT / 2 : HEIGHT - INSET - ((rate - low) / span) * (HEIGHT - 2 * INSET)
  }

  let pen = 'M'
  let path = ''
  let end: { x: number; y: number } | null = null
  for (const [index, point] of points.entries()) {
    if (point.rate === null) {
      pen = 'M'
      continue
    }
    end = { x: x(index), y: y(point.rate) }
    path += `${pen}${end.x.toFixed(1)} ${end.y.toFixed(1)}`
    pen = 'L'
  }

  return (
    <svg
      className={classes.sparkline}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={label}
    >
      <path d={path} />
      {end && <circle cx={end.x} cy={end.y} r={2} />}
    </svg>
  )
}
