import type { BelievedFigure, ValueAnswer, ValueRow } from '#schema/answer/value-answer.ts'
import { formatMoney } from '../../format/money.ts'
import { formatCount, formatFineShare, formatPerMille } from '../../format/number.ts'
import { labelDimension } from '../../format/words.ts'
import { type Column, RecordTable } from '../../ui/record-table.tsx'
import section from '../answer/section.module.css'
import { EstimateText } from '../budget/estimate-text.tsx'

/** What the impressions and installs of every row are worth, with intervals. */
export function WorthTable({ answer }: { answer: ValueAnswer }) {
  const { question, currency, rows } = answer
  const money = (value: number) => formatMoney(value, currency)
  const believed = (
    field: 'ipm' | 'valuePerInstall' | 'valuePerMille',
    label: string,
    format: (value: number) => string,
  ): Column<ValueRow> => {
    const read = (row: ValueRow): BelievedFigure | null => row[field]
    return {
      name: field,
      label,
      numeric: true,
      value: (row) => read(row)?.believed ?? null,
      cell: (row) => {
        const figure = read(row)
        const value = figure && { estimate: figure.believed, low: figure.low, high: figure.high }
        return <EstimateText value={value} format={format} reason={row.notComputed[field]} />
      },
    }
  }
  const days = rows[0]?.retention.map(({ day }) => day) ?? []
  const columns: Column<ValueRow>[] = [
    {
      name: 'name',
      label: labelDimension(question.by),
      value: (row) => row.name,
      cell: (row) => <div className={section.name}>{row.name}</div>,
    },
    {
      name: 'impressions',
      label: 'Impressions',
      numeric: true,
      value: (row) => row.impressions,
      cell: (row) => (row.impressions === null ? '—' : formatCount(row.impressions)),
    },
    believed('ipm', 'IPM', formatPerMille),
    believed('valuePerInstall', `Per install to D${question.day}`, money),
    believed('valuePerMille', 'Per thousand impressions', money),
    ...days.map((day): Column<ValueRow> => {
      const read = (row: ValueRow) => row.retention.find((own) => own.day === day)
      return {
        name: `retention_d${day}`,
        label: `Back on D${day}`,
        numeric: true,
        value: (row) => read(row)?.rate ?? null,
        cell: (row) => {
          const { rate = null, low = null, high = null } = read(row) ?? {}
          const value = rate === null || low === null || high === null ? null : { estimate: rate, low, high }
          return (
            <EstimateText
              value={value}
              format={formatFineShare}
              reason={row.notComputed[`retention.d${day}`]}
            />
          )
        },
      }
    }),
  ]
  return (
    <RecordTable
      title="What impressions are worth"
      file="value"
      columns={columns}
      rows={rows}
      keyOf={({ key }) => key}
      first={10}
    />
  )
}
