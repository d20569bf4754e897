import type { QueryAnswer } from '#schema/answer/query-answer.ts'
import { formatNumber, formatPerMille, formatShare, type Presentation } from './presentation.ts'

type Cell = QueryAnswer['rows'][number][string]

function formatCell(value: Cell | undefined, unit: string): string {
  if (typeof value === 'boolean') return value ? 'may change' : ''
  if (typeof value !== 'number') return value ?? '—'
  if (unit === 'change') return `${value >= 0 ? '+' : '−'}${formatNumber(Math.abs(value) * 100, 1)} %`
  if (unit === 'share') return value < 0.1 ? `${formatNumber(value * 100, 2)} %` : formatShare(value)
  if (unit === 'per_mille') return formatPerMille(value)
  return formatNumber(value, unit === 'count' ? 0 : 2)
}

function describeDays({
  from,
  to,
  timezone,
  grain,
  weekStart,
  comparedWith,
}: QueryAnswer['question']): string {
  const compared = comparedWith.map((days) => `${days.name} ${days.from} … ${days.to}`)
  return [
    `${from ?? 'no dates'} … ${to ?? ''} (${timezone})`,
    ...(compared.length === 0 ? [] : [`compared with ${compared.join(', ')}`]),
    ...(grain === 'week' ? [`weeks begin on ${weekStart[0]?.toUpperCase()}${weekStart.slice(1)}`] : []),
  ].join(' · ')
}

/** Why a metric has no number anywhere in the answer. */
function describeAbsent({ columns, rows, totals, notComputed }: QueryAnswer): Presentation {
  return columns.flatMap(({ name, label }) => {
    const reason = notComputed[name]
    const isKnown = totals[name] !== null || rows.some((row) => (row[name] ?? null) !== null)
    return reason === undefined || isKnown
      ? []
      : [{ kind: 'text' as const, text: `${label} is not computed: ${reason}` }]
  })
}

/** The answer to a query as a table with its totals, days and notes; marks only where there is one. */
export function presentQuery(answer: QueryAnswer): Presentation {
  const { columns: all, rows, totals, notes, question } = answer
  const columns = all.filter(({ name, type }) => type !== 'boolean' || rows.some((row) => row[name] === true))
  return [
    {
      kind: 'table',
      columns: columns.map(({ label, type }) => ({ label, align: type === 'number' ? 'right' : 'left' })),
      rows: [
        ...rows.map((row) => columns.map(({ name, unit }) => formatCell(row[name], unit))),
        ...(rows.length > 1
          ? [
              columns.map(({ name, unit }, index) =>
                name in totals ? formatCell(totals[name], unit) : index === 0 ? 'total' : '',
              ),
            ]
          : []),
      ],
    },
    { kind: 'text', text: describeDays(question) },
    { kind: 'notes', notes },
    ...describeAbsent(answer),
  ]
}
