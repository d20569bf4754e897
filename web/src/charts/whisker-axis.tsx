import { readerLocale } from '../format/locale.ts'
import { formatRate, formatWith } from '../format/number.ts'
import type { RateScale } from './rate-scale.ts'
import { placeOnScale, WHISKER_WIDTH } from './whisker.tsx'
import classes from './whisker-axis.module.css'

function formatTick(rate: number): string {
  return formatWith(rate * 1000, { maximumSignificantDigits: 3 }, readerLocale())
}

/** The head of the whisker column: the axis all rows share, and where the benchmark stands. */
export function WhiskerAxis({ scale, benchmark }: { scale: RateScale; benchmark: number | null }) {
  return (
    <svg
      className={classes.axis}
      width={WHISKER_WIDTH}
      height={28}
      viewBox={`0 0 ${WHISKER_WIDTH} 28`}
      role="img"
      aria-label={
        benchmark === null
          ? 'Scale per thousand impressions'
          : `Benchmark ${formatRate(benchmark)} per thousand impressions`
      }
    >
      {benchmark !== null && (
        <>
          <text className={classes.benchmark} x={placeOnScale(scale, benchmark)} y={9} textAnchor="middle">
            benchmark {formatRate(benchmark)}
          </text>
          <line
            className={classes.rule}
            x1={placeOnScale(scale, benchmark)}
            x2={placeOnScale(scale, benchmark)}
            y1={12}
            y2={28}
          />
        </>
      )}
      {scale.ticks.map((tick) => (
        <text key={tick} x={placeOnScale(scale, tick)} y={24} textAnchor="middle">
          {formatTick(tick)}
        </text>
      ))}
    </svg>
  )
}
