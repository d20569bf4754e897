import type { BudgetAnswer, BudgetRow } from '#schema/answer/budget-answer.ts'
import type { Estimate } from '#schema/answer/rank-answer.ts'
import { formatNumber, type Presentation } from './presentation.ts'

const SHOWN = 50
const ACTIONS = { raise: '▲ raise', cut: '▽ cut', stop: '▼ stop', keep: '= keep', set: '● set' } as const

function withInterval(value: Estimate | null, digits = 0): string {
  if (value === null) return '—'
  const { estimate, low, high } = value
  return `${formatNumber(estimate, digits)} (${formatNumber(low, digits)}–${formatNumber(high, digits)})`
}

function factorOf({ factor }: BudgetRow): string {
  return `×${factor.toFixed(2)}`
}

/** A plan as a table with the reason of every shift, and what to expect of all underneath. */
export function presentBudget(answer: BudgetAnswer): Presentation {
  const { question, rows, totals, leftOut, notes, currency, assumption } = answer
  const days =
    question.from === null || question.to === null
      ? 'rows without dates'
      : `${question.from} … ${question.to} (${question.timezone})`
  const money = currency === null ? '' : ` ${currency}`
  const shown = rows.slice(0, SHOWN)
  const right = (label: string) => ({ label, align: 'right' as const })
  const left = (label: string) => ({ label, align: 'left' as const })
  const text = (line: string) => ({ kind: 'text' as const, text: line })
  const isLess = (totals.change?.estimate ?? 0) < 0
  return [
    {
      kind: 'table',
      columns: [
        left(question.by.replaceAll('_', ' ')),
        right(`spent${money}`),
        right(`plan${money}`),
        right('factor'),
        left(''),
        right(`${question.event} now`),
        right(`${question.event} then`),
        right('cost of one'),
        left('why'),
      ],
      rows: shown.map((row) => [
        row.name,
        formatNumber(row.spend, 2),
        formatNumber(row.suggested, 2),
        factorOf(row),
        ACTIONS[row.action],
        withInterval(row.now),
        withInterval(row.after),
        withInterval(row.cost, 2),
        row.why,
      ]),
    },
    ...(rows.length > SHOWN
      ? [text(`… and ${formatNumber(rows.length - SHOWN)} more (--json prints all)`)]
      : []),
    ...leftOut.slice(0, 3).map(({ name, reason }) => text(`left out: ${name} (${reason})`)),
    ...(totals.spend === null
      ? []
      : [
          text(
            `spent ${formatNumber(totals.spend, 2)}${money}, plan ${formatNumber(totals.planned, 2)}${(totals.unassigned ?? 0) > 0 ? ` and ${formatNumber(totals.unassigned, 2)} unassigned` : ''}; floor ${formatNumber(totals.floor, 2)} · ${days}${question.filters.length === 0 ? '' : ` · where ${question.filters.join(' and ')}`}`,
          ),
          text(
            totals.now === null
              ? `not computed: ${totals.notComputed.now ?? ''}`
              : `expected ${question.event}: ${withInterval(totals.now)} now, ${withInterval(totals.after)} then, ${isLess ? '' : '+'}${withInterval(totals.change)}; cost of one: ${withInterval(totals.costNow, 2)} now, ${withInterval(totals.costAfter, 2)} then`,
          ),
        ]),
    text(`assumes ${assumption}`),
    { kind: 'notes', notes },
  ]
}
