import { readerLocale } from '../format/locale.ts'
import { formatRate, formatWith } from '../format/number.ts'
import type { RateScale } from './rate-scale.ts'
import { placeOnScale, WHISKER_WIDTH } from './whisker.tsx'
import classes from './whisker-axis.module.css'

const START = 6

function describe(benchmark: WhiskerAxisProps['benchmark']): string {
  if (typeof benchmark === 'number') return `Benchmark ${formatRate(benchmark)} per thousand impressions`
  const scale = 'Scale per thousand impressions'
  return benchmark === 'own' ? `${scale}; each row has its own benchmark` : scale
}

function formatTick(rate: number): string {
  return formatWith(rate * 1000, { maximumSignificantDigits: 3 }, readerLocale())
}

export interface WhiskerAxisProps {
  scale: RateScale
  /** The benchmark all rows share, or that each has its own. */
  benchmark: number | 'own' | null
}

/** The head of the whisker column: the axis all rows share, and where the benchmark stands. */
export function WhiskerAxis({ scale, benchmark }: WhiskerAxisProps) {
  return (
    <svg
      className={classes.axis}
      width={WHISKER_WIDTH}
      height={28}
      viewBox={`0 0 ${WHISKER_WIDTH} 28`}
      role="img"
      aria-label={describe(benchmark)}
    >
      {benchmark === 'own' && (
        <>
          <line className={classes.rule} x1={START} x2={START} y1={1} y2={11} />
          <text className={classes.benchmark} x={START + 6} y={9}>
            benchmark of the row
          </text>
        </>
      )}
      {typeof benchmark === 'number' && (
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
