import type { DecisionRow, DecisionsAnswer } from '#schema/answer/decisions-answer.ts'
import type { Estimate } from '#schema/answer/rank-answer.ts'
import { formatProbability, formatShare, type Presentation } from './presentation.ts'

const SHOWN = 50

const ratio = (value: number | null) => (value === null ? '—' : `×${value.toFixed(2)}`)

function withRange(value: Estimate | null): string {
  return value === null
    ? '—'
    : `×${value.estimate.toFixed(2)} (${value.low.toFixed(2)}–${value.high.toFixed(2)})`
}

function doneText({ done }: DecisionRow): string {
  if (done === null) return 'not known yet'
  const share = done.shareFactor === null ? '' : `, share ×${done.shareFactor.toFixed(2)}`
  return `${done.what}${done.entered ? ' (entered)' : ''}${share}`
}

/** The log as a table, newest first, and the score of the advice underneath. */
export function presentDecisions({ rows, score, notes, days }: DecisionsAnswer): Presentation {
  if (rows.length === 0)
    return [{ kind: 'text', text: 'Nothing is written down yet: permille decisions record --last 28d' }]
  const right = (label: string) => ({ label, align: 'right' as const })
  const left = (label: string) => ({ label, align: 'left' as const })
  const { share, claimed, seen } = score
  return [
    {
      kind: 'table',
      columns: [
        right('#'),
        left('evidence to'),
        left('what'),
        left('about'),
        right('measured'),
        right('believed'),
        right('claimed'),
        left('done'),
        right('later'),
        left('outcome'),
      ],
      rows: rows
        .slice(0, SHOWN)
        .map((row) => [
          String(row.number),
          row.to,
          row.action,
          row.name,
          ratio(row.evidence.measured),
          withRange(row.evidence.believed),
          formatProbability(row.evidence.claimed),
          doneText(row),
          withRange(row.later),
          `${row.outcome}: ${row.why}`,
        ]),
    },
    ...(rows.length > SHOWN
      ? [{ kind: 'text' as const, text: `… and ${rows.length - SHOWN} more (--json prints all)` }]
      : []),
    {
      kind: 'text',
      text: `${score.advised} suggestions, ${days} days after each: ${score.held} held, ${score.failed} failed, ${score.open} open, ${score.waiting} waiting, ${score.unwatched} not to be seen`,
    },
    {
      kind: 'text',
      text:
        share === null
          ? `not scored: ${score.notComputed.share ?? ''}`
          : `held ${formatShare(share.estimate)} (${formatShare(share.low)}–${formatShare(share.high)}) of those decided; claimed ${formatProbability(claimed)} right on average, seen ${formatProbability(seen)}`,
    },
    { kind: 'notes', notes },
  ]
}
