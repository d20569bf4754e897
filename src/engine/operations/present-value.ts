import type { BelievedFigure, ValueAnswer, ValueRow } from '#schema/answer/value-answer.ts'
import { formatNumber, formatPerMille, formatShare, type Presentation } from './presentation.ts'

const SHOWN = 50

function formatMoney(value: number | null): string {
  return formatNumber(value, value !== null && Math.abs(value) < 0.1 ? 4 : 2)
}

function withInterval(figure: BelievedFigure | null, format: (value: number) => string): string {
  return figure === null ? '—' : `${format(figure.believed)} (${format(figure.low)}–${format(figure.high)})`
}

function formatRetention({ rate, low, high }: ValueRow['retention'][number]): string {
  return rate === null ? '—' : `${formatShare(rate)} (${formatShare(low)}–${formatShare(high)})`
}

/** Values as a table, the question and why anything is missing underneath. */
export function presentValue({ question, currency, rows, typical, notes }: ValueAnswer): Presentation {
  const shown = rows.slice(0, SHOWN)
  const days =
    question.from === null || question.to === null
      ? 'rows without dates'
      : `${question.from} … ${question.to} (${question.timezone})`
  const reasons = new Set(rows.flatMap(({ notComputed }) => Object.values(notComputed)))
  const right = (label: string) => ({ label, align: 'right' as const })
  const retentionDays = rows[0]?.retention.map(({ day }) => day) ?? []
  return [
    {
      kind: 'table',
      columns: [
        right('#'),
        { label: question.by.replaceAll('_', ' '), align: 'left' },
        right('impressions'),
        right('IPM'),
        right(`per install D${question.day}`),
        right('own'),
        right(`per 1000 impressions${currency === null ? '' : `, ${currency}`}`),
        ...retentionDays.map((day) => right(`back D${day}`)),
      ],
      rows: shown.map((row) => [
        row.rank === null ? '—' : String(row.rank),
        row.name,
        formatNumber(row.impressions),
        withInterval(row.ipm, formatPerMille),
        withInterval(row.valuePerInstall, formatMoney),
        formatShare(row.ownEvidence),
        withInterval(row.valuePerMille, formatMoney),
        ...row.retention.map(formatRetention),
      ]),
    },
    ...(rows.length > SHOWN
      ? [
          {
            kind: 'text' as const,
            text: `… and ${formatNumber(rows.length - SHOWN)} more (--json prints all)`,
          },
        ]
      : []),
    ...[...reasons].slice(0, 3).map((text) => ({ kind: 'text' as const, text: `not computed: ${text}` })),
    {
      kind: 'text',
      text: `typical: IPM ${formatPerMille(typical.ipm)}, per install ${formatMoney(typical.valuePerInstall)} · ${days}${question.filters.length === 0 ? '' : ` · where ${question.filters.join(' and ')}`}`,
    },
    { kind: 'notes', notes },
  ]
}
