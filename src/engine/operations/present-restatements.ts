import type { RestatementsAnswer } from '#schema/answer/restatements-answer.ts'
import { type Block, formatNumber, type Presentation } from './presentation.ts'

const SHOWN = 30

const left = (label: string) => ({ label, align: 'left' as const })
const right = (label: string) => ({ label, align: 'right' as const })

function change(share: number | null): string {
  if (share === null) return '—'
  return `${share >= 0 ? '+' : '−'}${formatNumber(Math.abs(share) * 100, 1)} %`
}

function tables({ asOf, days, drift, totals }: RestatementsAnswer): readonly (Block & { kind: 'table' })[] {
  const before = asOf === null ? 'first' : `on ${asOf}`
  return [
    {
      kind: 'table',
      columns: [left('source'), left('field (basis)'), right('days'), right(before), right('now')],
      rows: totals.map((row) => [
        row.sourceLabel,
        `${row.field} (${row.basis})`,
        String(row.days),
        formatNumber(row.before),
        formatNumber(row.now),
      ]),
    },
    {
      kind: 'table',
      columns: [
        left('source'),
        left('day'),
        left('field (basis)'),
        right(before),
        right('now'),
        right('change'),
      ],
      rows: days
        .slice(0, SHOWN)
        .map((row) => [
          row.sourceLabel,
          row.day,
          `${row.field} (${row.basis})`,
          formatNumber(row.before),
          formatNumber(row.now),
          change(row.change),
        ]),
    },
    {
      kind: 'table',
      columns: [
        left('source'),
        left('field (basis)'),
        right('age in days'),
        right('added since'),
        right('days seen'),
      ],
      rows: drift.map((row) => [
        row.sourceLabel,
        `${row.field} (${row.basis})`,
        String(row.age),
        change(row.added),
        String(row.days),
      ]),
    },
  ]
}

/** Totals then and now, the days that changed, and the drift by age; tables without rows are left out. */
export function presentRestatements(answer: RestatementsAnswer): Presentation {
  const more = answer.days.length - SHOWN
  const knewNothing = answer.asOf !== null && answer.totals.length === 0
  return [
    ...tables(answer).filter(({ rows }) => rows.length > 0),
    ...(answer.days.length === 0 && !knewNothing
      ? [{ kind: 'text' as const, text: 'No day says anything else now.' }]
      : []),
    ...(more > 0 ? [{ kind: 'text' as const, text: `… and ${more} more days (--json prints all)` }] : []),
    { kind: 'notes', notes: answer.notes },
  ]
}
