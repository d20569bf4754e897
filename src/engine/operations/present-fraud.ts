import type { FraudAnswer } from '#schema/answer/fraud-answer.ts'
import { formatNumber, formatPerMille, type Presentation } from './presentation.ts'

const SHOWN = 40

const left = (label: string) => ({ label, align: 'left' as const })
const right = (label: string) => ({ label, align: 'right' as const })

function winnerText({ winners }: FraudAnswer): string {
  const { leader, survives, rows, notComputed } = winners
  if (notComputed !== null) return `winners: ${notComputed}`
  const nameOf = (key: string | null) => rows.find((row) => row.key === key)?.name ?? '—'
  if (survives === true) return `${nameOf(leader.all)} leads, with and without these sites`
  return `${nameOf(leader.all)} leads; without fraudulent sites ${nameOf(leader.withoutFraudulent)}, without suspicious ones too ${nameOf(leader.withoutSuspicious)}`
}

/** Sites as a table, worst first, then the rates three times and what becomes of the winners. */
export function presentFraud(answer: FraudAnswer): Presentation {
  const { sites, ipm, counts, notes, question } = answer
  const days =
    question === null || question.from === null || question.to === null
      ? []
      : [`${question.from} … ${question.to} (${question.timezone})`]
  const tally = Object.entries(counts).map(([verdict, count]) => `${count} ${verdict}`)
  const changed = answer.winners.rows.filter(
    ({ decision }) =>
      decision.all !== decision.withoutFraudulent || decision.all !== decision.withoutSuspicious,
  )
  return [
    {
      kind: 'table',
      columns: [left('network'), left('site'), right('installs'), left('verdict'), left('why')],
      rows: sites
        .slice(0, SHOWN)
        .map((row) => [
          row.networkLabel,
          row.site ?? '—',
          formatNumber(row.installs),
          row.verdict,
          row.reason,
        ]),
    },
    ...(sites.length > SHOWN
      ? [
          {
            kind: 'text' as const,
            text: `… and ${formatNumber(sites.length - SHOWN)} more (--json prints all)`,
          },
        ]
      : []),
    { kind: 'text', text: [`sites: ${tally.join(', ')}`, ...days].join(' · ') },
    ...(ipm.networks.every(({ claimed, attributed }) => claimed === null && attributed === null)
      ? []
      : [
          {
            kind: 'table' as const,
            columns: [
              left('network'),
              right('impressions'),
              right('IPM claimed'),
              right('attributed'),
              right('cleaned'),
            ],
            rows: [
              ...ipm.networks.map((row) => [
                row.networkLabel,
                formatNumber(row.impressions),
                formatPerMille(row.claimed),
                formatPerMille(row.attributed),
                formatPerMille(row.cleaned),
              ]),
              [
                'all that tell it',
                '',
                formatPerMille(ipm.claimed),
                formatPerMille(ipm.attributed),
                formatPerMille(ipm.cleaned),
              ],
            ],
          },
        ]),
    { kind: 'text', text: winnerText(answer) },
    ...changed.map(({ name, decision }) => ({
      kind: 'text' as const,
      text: `${name}: ${decision.all ?? '—'}; without fraudulent sites ${decision.withoutFraudulent ?? '—'}, without suspicious ones too ${decision.withoutSuspicious ?? '—'}`,
    })),
    { kind: 'notes', notes },
  ]
}
