import type { ElementRatio, ElementRow, ElementsAnswer } from '#schema/answer/elements-answer.ts'
import { formatNumber, formatShare, type Presentation } from './presentation.ts'

const SHOWN = 40
const UNTRIED = 5
const SHARED = 8
const DIFFERENCES = 5

const left = (label: string) => ({ label, align: 'left' as const })
const right = (label: string) => ({ label, align: 'right' as const })

const VERDICTS = { higher: '▲', lower: '▼', open: '', not_computed: '—' } as const

function change(ratio: number): string {
  return `${ratio >= 1 ? '+' : '−'}${Math.abs(100 * (ratio - 1)).toFixed(0)} %`
}

function range(effect: ElementRatio | null): string {
  return effect === null ? '—' : `${change(effect.low)} … ${change(effect.high)}`
}

function q(value: number | null): string {
  if (value === null) return '—'
  return value < 0.001 ? '<0.001' : value.toFixed(3)
}

function cells(row: ElementRow): string[] {
  return [
    row.element,
    row.value,
    VERDICTS[row.verdict],
    row.effect === null ? '—' : change(row.effect.ratio),
    range(row.effect),
    q(row.qValue),
    formatNumber(row.creatives),
    formatShare(row.spendShare),
    row.effect === null
      ? (row.notComputed.effect ?? '')
      : row.isMisleading
        ? 'plain rates say the opposite'
        : '',
  ]
}

const COLUMNS = [
  left('element'),
  left('value'),
  left(''),
  right('effect'),
  right('95 %'),
  right('q'),
  right('creatives'),
  right('spend'),
  left(''),
]

/** Effects as a table, then channels, what winners share, and what nobody ran; or the brief, where that was asked for. */
export function presentElements(answer: ElementsAnswer): Presentation {
  if (answer.brief !== null) return [{ kind: 'text', text: answer.brief }]
  const { question, rows, channels, shared, untried, unread, creatives, explained, notes } = answer
  const days = question.from === null ? [] : [`${question.from} … ${question.to} (${question.timezone})`]
  const share =
    explained === null
      ? []
      : [`${formatShare(explained)} of what tells creatives apart goes with their elements`]
  return [
    ...(rows.length === 0
      ? []
      : [{ kind: 'table' as const, columns: COLUMNS, rows: rows.slice(0, SHOWN).map(cells) }]),
    ...(rows.length > SHOWN
      ? [
          {
            kind: 'text' as const,
            text: `… and ${formatNumber(rows.length - SHOWN)} more (--json prints all)`,
          },
        ]
      : []),
    ...(rows.length === 0 && answer.notComputed.rows !== undefined
      ? [{ kind: 'text' as const, text: `not computed: ${answer.notComputed.rows}` }]
      : []),
    {
      kind: 'text',
      text: [question.label, `${formatNumber(creatives.read)} creatives`, ...share, ...days].join(' · '),
    },
    ...(rows.length === 0
      ? []
      : unread.map(({ element, reason }) => ({ kind: 'text' as const, text: `${element}: ${reason}` }))),
    ...channels.flatMap(
      (channel): Presentation => [
        {
          kind: 'text',
          text: `${channel.label}: ${channel.notComputed.rows ?? `${formatNumber(channel.creatives)} creatives`}`,
        },
        ...(channel.differences.length === 0
          ? []
          : [
              {
                kind: 'table' as const,
                columns: [
                  left('element'),
                  left('value'),
                  right('here against elsewhere'),
                  right('95 %'),
                  right('q'),
                  right('creatives'),
                ],
                rows: channel.differences
                  .slice(0, DIFFERENCES)
                  .map((own) => [
                    own.element,
                    own.value,
                    `× ${own.times.ratio.toFixed(2)}`,
                    `${own.times.low.toFixed(2)} … ${own.times.high.toFixed(2)}`,
                    q(own.qValue),
                    formatNumber(own.creatives),
                  ]),
              },
            ]),
      ],
    ),
    ...(shared === null
      ? []
      : [
          {
            kind: 'text' as const,
            text: `${formatNumber(shared.winners)} creatives are surely better than typical, ${formatNumber(shared.losers)} surely worse; they differ most in`,
          },
          {
            kind: 'table' as const,
            columns: [left('element'), left('value'), right('winners'), right('losers'), right('q')],
            rows: shared.values
              .slice(0, SHARED)
              .map((own) => [
                own.element,
                own.value,
                formatNumber(own.winners),
                formatNumber(own.losers),
                q(own.qValue),
              ]),
          },
        ]),
    ...(untried === null || untried.rows.length === 0
      ? []
      : [
          { kind: 'text' as const, text: 'not tried yet, surest first: rate against the typical creative' },
          {
            kind: 'table' as const,
            columns: [left('like'), left('with'), right('elements promise'), right('95 %'), right('better')],
            rows: untried.rows
              .slice(0, UNTRIED)
              .map((own) => [
                own.nearest.name,
                own.changes.map(({ element, value }) => `${element} = ${value}`).join(', '),
                change(own.expected.ratio),
                range(own.expected),
                formatShare(own.probabilityBetter),
              ]),
          },
        ]),
    { kind: 'notes', notes },
  ]
}
