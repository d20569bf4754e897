import type { QueryAnswer } from '#schema/answer/query-answer.ts'
import { formatMoney } from '../../format/money.ts'
import { formatChange, formatCount, formatPerMille, formatShare } from '../../format/number.ts'
import { labelDimension } from '../../format/words.ts'
import type { Column } from '../../ui/record-table.tsx'
import { numberAt, textAt, whyMissing } from './cells.ts'
import { Measure } from './measure.tsx'
import classes from './section.module.css'

type Row = QueryAnswer['rows'][number]

/** How a number of a unit is written. */
export function formatUnit(unit: string, currency: string | null): (value: number) => string {
  switch (unit) {
    case 'per_mille':
      return formatPerMille
    case 'share':
      return formatShare
    case 'change':
      return formatChange
    case 'money':
    case 'money_per_count':
      return (value) => formatMoney(value, currency)
    default:
      return formatCount
  }
}

/** One column for the dimension and one for each number an answer tells. */
export function metricColumns(
  answer: QueryAnswer,
  dimension: string,
  currency: string | null,
): Column<Row>[] {
  const numbers = answer.columns.filter(({ type }) => type === 'number')
  return [
    {
      name: dimension,
      label: labelDimension(dimension),
      value: (row) => textAt(row, dimension) ?? 'Unknown',
      cell: (row) => <div className={classes.name}>{textAt(row, dimension) ?? 'Unknown'}</div>,
    },
    ...numbers.map(({ name, label, unit }) => ({
      name,
      label,
      numeric: true,
      value: (row: Row) => numberAt(row, name),
      cell: (row: Row) => (
        <Measure
          value={numberAt(row, name)}
          format={formatUnit(unit, currency)}
          reason={whyMissing(answer, name)}
        />
      ),
    })),
  ]
}
