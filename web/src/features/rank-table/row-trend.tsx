import type { RankRow } from '#schema/answer/rank-answer.ts'
import { poolTrend } from '../../charts/pool-trend.ts'
import { Sparkline } from '../../charts/sparkline.tsx'
import { formatDays } from '../../format/date.ts'
import { formatRate } from '../../format/number.ts'
import { Hint } from '../../ui/hint.tsx'
import { Missing } from '../../ui/missing.tsx'
import { explainMissing } from '../row-details/explain-missing.ts'

export function RowTrend({ row, tabIndex }: { row: RankRow; tabIndex: number }) {
  if (row.rate === null) return <Missing reason={explainMissing(row, 'rate')} tabIndex={tabIndex} />
  const shown = row.trend.filter((day) => day.impressions > 0)
  if (shown.length < 2) {
    const reason = row.notComputed.trend ?? 'A trend needs at least two days with impressions.'
    return <Missing reason={reason} tabIndex={tabIndex} />
  }
  const [earlier, later] = poolTrend(row.trend, 2)
  const days = formatDays(row.trend[0]?.day ?? null, row.trend.at(-1)?.day ?? null)
  const label =
    earlier?.rate == null || later?.rate == null
      ? `Trend, ${days}`
      : `Trend, ${days}: ${formatRate(earlier.rate)} in the first half, ${formatRate(later.rate)} in the second`
  return (
    <Hint text={label}>
      <div>
        <Sparkline trend={row.trend} label={label} />
      </div>
    </Hint>
  )
}
