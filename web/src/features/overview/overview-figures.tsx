import type { QueryAnswer } from '#schema/answer/query-answer.ts'
import { formatMoney } from '../../format/money.ts'
import { formatChange, formatCount, formatPerMille } from '../../format/number.ts'
import { capitalise, nameEvents, nameRate } from '../../format/words.ts'
import { FigureStrip } from '../../ui/figure-strip.tsx'
import { numberAt, whyMissing } from '../answer/cells.ts'
import { eventMetrics, nameCost } from '../answer/event-metrics.ts'
import { Measure } from '../answer/measure.tsx'

export interface OverviewFiguresProps {
  answer: QueryAnswer
  event: string
  currency: string | null
}

/** The few totals that matter, each against the days before. */
export function OverviewFigures({ answer, event, currency }: OverviewFiguresProps) {
  const { count, rate, cost } = eventMetrics(event)
  const money = (value: number) => formatMoney(value, currency)

  function figure(metric: string, label: string, format: (value: number) => string) {
    const before = numberAt(answer.totals, `${metric}_previous`)
    const change = numberAt(answer.totals, `${metric}_previous_change`)
    return {
      label,
      value: (
        <Measure
          value={numberAt(answer.totals, metric)}
          format={format}
          reason={whyMissing(answer, metric)}
        />
      ),
      below:
        before === null || change === null
          ? 'nothing known before'
          : `${formatChange(change)} from ${format(before)}`,
    }
  }

  return (
    <FigureStrip
      label="Totals"
      figures={[
        figure(rate, nameRate(event), formatPerMille),
        figure(cost, nameCost(event), money),
        figure(count, capitalise(nameEvents(event)), formatCount),
        figure('spend', 'Spend', money),
        figure('impressions', 'Impressions', formatCount),
      ]}
    />
  )
}
