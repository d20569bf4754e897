import { Link } from '@tanstack/react-router'
import type { QueryAnswer } from '#schema/answer/query-answer.ts'
import { formatMoney } from '../../format/money.ts'
import { formatChange, formatCount, formatGain, formatPerMille } from '../../format/number.ts'
import { capitalise, labelDimension, nameEvents, nameRate } from '../../format/words.ts'
import type { Column } from '../../ui/record-table.tsx'
import { numberAt, textAt, whyMissing } from '../answer/cells.ts'
import { eventMetrics } from '../answer/event-metrics.ts'
import { Measure } from '../answer/measure.tsx'
import section from '../answer/section.module.css'
import type { SearchParams } from '../scope/search-params.ts'
import { gainOf } from './sort-movers.ts'

type Row = QueryAnswer['rows'][number]

export interface MoverQuestion {
  by: string
  event: string
  currency: string | null
  /** What goes along to the page of a row. */
  scope: SearchParams
}

/** Before, now and change of each row. */
export function moverColumns(
  answer: QueryAnswer,
  { by, event, currency, scope }: MoverQuestion,
): Column<Row>[] {
  const { count, rate } = eventMetrics(event)
  const number = (name: string, label: string, format: (value: number) => string): Column<Row> => ({
    name,
    label,
    numeric: true,
    value: (row) => numberAt(row, name),
    cell: (row) => <Measure value={numberAt(row, name)} format={format} reason={whyMissing(answer, name)} />,
  })
  const events = capitalise(nameEvents(event))
  return [
    {
      name: by,
      label: labelDimension(by),
      value: (row) => textAt(row, by) ?? 'Unknown',
      cell: (row) => {
        const key = textAt(row, `${by}_key`)
        const name = textAt(row, by) ?? 'Unknown'
        return (
          <div className={section.name}>
            {by === 'creative' && key !== null ? (
              <Link to="/creative" search={{ ...scope, key: [key] }}>
                {name}
              </Link>
            ) : (
              name
            )}
          </div>
        )
      },
    },
    {
      name: `${count}_gained`,
      label: `${events} ±`,
      numeric: true,
      value: (row) => gainOf(row, count),
      cell: (row) => formatGain(gainOf(row, count)),
    },
    number(`${count}_previous`, `${events} before`, formatCount),
    number(count, `${events} now`, formatCount),
    number(`${rate}_previous`, `${nameRate(event)} before`, formatPerMille),
    number(rate, `${nameRate(event)} now`, formatPerMille),
    number(`${rate}_previous_change`, 'Change', formatChange),
    number('spend', 'Spend now', (value) => formatMoney(value, currency)),
  ]
}
