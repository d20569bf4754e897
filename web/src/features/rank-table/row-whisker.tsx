import type { RankRow } from '#schema/answer/rank-answer.ts'
import type { RateScale } from '../../charts/rate-scale.ts'
import { Whisker } from '../../charts/whisker.tsx'
import { formatProbability, formatRate } from '../../format/number.ts'
import { Hint } from '../../ui/hint.tsx'
import { Missing } from '../../ui/missing.tsx'
import { explainMissing } from '../row-details/explain-missing.ts'

export interface RowWhiskerProps {
  row: RankRow
  scale: RateScale | null
  benchmark: number | null
  tabIndex: number
}

export function RowWhisker({ row, scale, benchmark, tabIndex }: RowWhiskerProps) {
  const { rate, interval } = row
  if (rate === null || scale === null)
    return <Missing reason={explainMissing(row, 'interval')} tabIndex={tabIndex} />
  const label = interval
    ? `${formatRate(rate)}, between ${formatRate(interval.low)} and ${formatRate(interval.high)} with ${formatProbability(interval.level)} probability`
    : `${formatRate(rate)}, no interval: ${explainMissing(row, 'interval')}`
  return (
    <Hint text={row.shrunk === null ? label : `${label}; shrunk ${formatRate(row.shrunk)}`}>
      <div>
        <Whisker
          scale={scale}
          rate={rate}
          interval={interval}
          shrunk={row.shrunk}
          benchmark={benchmark}
          label={label}
        />
      </div>
    </Hint>
  )
}
