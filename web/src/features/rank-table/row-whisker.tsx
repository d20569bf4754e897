import type { RankRow } from '#schema/answer/rank-answer.ts'
import type { RateScale } from '../../charts/rate-scale.ts'
import { Whisker } from '../../charts/whisker.tsx'
import { formatProbability, formatRate } from '../../format/number.ts'
import { Hint } from '../../ui/hint.tsx'
import { Missing } from '../../ui/missing.tsx'
import { explainMissing } from '../row-details/explain-missing.ts'
import { comparedRate } from './compared.ts'

export interface RowWhiskerProps {
  row: RankRow
  scale: RateScale | null
  benchmark: number | null
  /** Whether rates were put on a common mix. */
  adjusted: boolean
  tabIndex: number
}

/** The rate a row is judged by with its range, beside the other rate it has and its benchmark. */
export function RowWhisker({ row, scale, benchmark, adjusted, tabIndex }: RowWhiskerProps) {
  const { rate, interval } = comparedRate(row, adjusted)
  const other = rate === row.shrunk ? row.rate : row.shrunk
  if (rate === null || scale === null)
    return <Missing reason={explainMissing(row, 'interval')} tabIndex={tabIndex} />
  const label = interval
    ? `${formatRate(rate)}, between ${formatRate(interval.low)} and ${formatRate(interval.high)} with ${formatProbability(interval.level)} probability`
    : `${formatRate(rate)}, no interval: ${explainMissing(row, 'interval')}`
  const said = [label]
  if (other !== null) said.push(`${other === row.shrunk ? 'shrunk' : 'as measured'} ${formatRate(other)}`)
  if (benchmark !== null) said.push(`benchmark ${formatRate(benchmark)}`)
  const text = said.join('; ')
  return (
    <Hint text={text}>
      <div>
        <Whisker
          scale={scale}
          rate={rate}
          interval={interval}
          other={other}
          benchmark={benchmark}
          label={text}
        />
      </div>
    </Hint>
  )
}
