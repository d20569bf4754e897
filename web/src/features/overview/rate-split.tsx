import type { QueryAnswer } from '#schema/answer/query-answer.ts'
import { formatChange, formatShare } from '../../format/number.ts'
import { nameEvents, nameRate } from '../../format/words.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { numberAt, whyMissing } from '../answer/cells.ts'
import { eventMetrics } from '../answer/event-metrics.ts'
import { Measure } from '../answer/measure.tsx'
import section from '../answer/section.module.css'

/** The rate as clicks of impressions times conversions of clicks, now and before. */
export function RateSplit({ answer, event }: { answer: QueryAnswer; event: string }) {
  const { perClick } = eventMetrics(event)
  const steps = [
    { metric: 'ctr', label: 'CTR', means: 'clicks ÷ impressions' },
    { metric: perClick, label: 'CVR', means: `${nameEvents(event)} ÷ clicks` },
  ]
  const cell = (column: string, format: (value: number) => string) => (
    <Measure
      key={column}
      value={numberAt(answer.totals, column)}
      format={format}
      reason={whyMissing(answer, column)}
    />
  )
  return (
    <section aria-label="CTR times CVR">
      <div className={section.head}>
        <h2>{nameRate(event)} = CTR × CVR</h2>
      </div>
      <DataTable
        label={`${nameRate(event)} by its two steps`}
        head={['Step', 'Before', 'Now', 'Change']}
        numeric={[1, 2, 3]}
        rows={steps.map(({ metric, label, means }) => ({
          key: metric,
          cells: [
            <span key="l">
              {label} <span className={section.quiet}>{means}</span>
            </span>,
            cell(`${metric}_previous`, formatShare),
            cell(metric, formatShare),
            cell(`${metric}_previous_change`, formatChange),
          ],
        }))}
      />
      <p className={section.quiet}>
        The step that moved says where to look: the ad before the click, the store page after it. Conversions
        without a click count in CVR too.
      </p>
    </section>
  )
}
