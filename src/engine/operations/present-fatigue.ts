import type { FatigueAnswer, FatigueSeries, FatigueState } from '#schema/answer/fatigue-answer.ts'
import { formatNumber, formatProbability, type Presentation } from './presentation.ts'

const SHOWN = 50
const QUEUED = 10
const STATES: Readonly<Record<FatigueState, string>> = {
  exhausted: 'exhausted',
  fatiguing: 'fatiguing',
  stable: 'stable',
  fresh: 'fresh',
  not_enough_data: 'not enough data',
}
const WHERE = { ctr: 'clicks per impression', cvr: 'installs per click', both: 'both rates' } as const

function formatDecline({ estimate, low, high }: FatigueSeries['decline']): string {
  if (estimate === null || low === null || high === null) return '—'
  const lost = (share: number) => `${share < -9 ? '> 900' : Math.round(-100 * share)} %`
  return `${lost(estimate)} (${lost(low)} … ${lost(high)})`
}

/** States as a table, the worst first, and the counts of all of them. */
export function presentFatigue({ question, series, refresh, notes, currency }: FatigueAnswer): Presentation {
  const right = (label: string) => ({ label, align: 'right' as const })
  const left = (label: string) => ({ label, align: 'left' as const })
  const states = Map.groupBy(series, ({ state }) => state)
  const event = (question?.event ?? 'conversion').replaceAll('_', ' ')
  const counted = event === 'install' || event === 'conversion' ? `${event}s` : event
  const counts = Object.entries(STATES).flatMap(([state, label]) => {
    const own = series.filter((one) => one.state === state).length
    return own === 0 ? [] : [`${formatNumber(own)} ${label}`]
  })
  const reasons = new Set(states.get('not_enough_data')?.map(({ notComputed }) => notComputed.baseline ?? ''))
  const against = new Set(series.flatMap(({ lostAgainst }) => lostAgainst ?? []))
  return [
    {
      kind: 'table',
      columns: [
        left(question?.by.replaceAll('_', ' ') ?? 'creative'),
        left('state'),
        left('since'),
        right('rate, 95 %'),
        right(`${counted} lost`),
        right(`spend lost${currency === null ? '' : `, ${currency}`}`),
        left('what fell'),
        right('real'),
      ],
      rows: series
        .slice(0, SHOWN)
        .map((row) => [
          row.creative,
          STATES[row.state],
          row.changed ?? '—',
          formatDecline(row.decline),
          formatNumber(row.lost.installs),
          formatNumber(row.lost.spend, 2),
          row.where === null ? '—' : WHERE[row.where],
          row.changed === null ? '—' : formatProbability(row.probability),
        ]),
    },
    ...(series.length > SHOWN
      ? [
          {
            kind: 'text' as const,
            text: `… and ${formatNumber(series.length - SHOWN)} more (--json prints all)`,
          },
        ]
      : []),
    { kind: 'text', text: counts.join(' · ') || 'nothing to watch' },
    ...(against.size === 0
      ? []
      : [{ kind: 'text' as const, text: `lost is counted against ${[...against].join(', or ')}` }]),
    ...(refresh.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            columns: [
              left('refresh first'),
              right(`${counted} lost in ${refresh[0]?.days ?? 0} days`),
              right(`spend${currency === null ? '' : `, ${currency}`}`),
              left('why'),
            ],
            rows: refresh
              .slice(0, QUEUED)
              .map((row) => [row.creative, formatNumber(row.installs), formatNumber(row.spend, 2), row.why]),
          },
        ]),
    ...[...reasons].map((text) => ({ kind: 'text' as const, text: `not enough data: ${text}` })),
    ...(series.some(({ falseAlarm }) => falseAlarm > 0)
      ? [
          {
            kind: 'text' as const,
            text: `a healthy one raises an alarm in at most ${(100 * Math.max(...series.map(({ falseAlarm }) => falseAlarm))).toFixed(1)} % of cases over the days watched`,
          },
        ]
      : []),
    { kind: 'notes', notes },
  ]
}
