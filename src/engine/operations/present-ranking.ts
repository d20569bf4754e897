import type { RankAnswer, RankRow } from '#schema/answer/rank-answer.ts'
import { formatNumber, formatPerMille, formatProbability, type Presentation } from './presentation.ts'

const WHISKER = 24
const SHOWN = 50

const DECISIONS = {
  scale: '▲ scale',
  keep: '= keep',
  keep_testing: '… keep testing',
  sunset: '▼ sunset',
  not_enough_data: '? not enough data',
} as const

/** The interval and its estimate on one scale for all rows, in plain characters. */
function whisker({ interval, rate }: RankRow, most: number): string {
  if (interval === null || rate === null || most === 0) return ''
  const place = (value: number) =>
    Math.min(WHISKER - 1, Math.max(0, Math.round((value / most) * (WHISKER - 1))))
  const cells: string[] = Array.from({ length: WHISKER }, (_, index) =>
    index >= place(interval.low) && index <= place(interval.high) ? '─' : ' ',
  )
  cells[place(rate)] = '●'
  return cells.join('')
}

function formatRate(rate: number | null): string {
  return formatPerMille(rate === null ? null : rate * 1000)
}

/** A ranking as a table with whiskers, the question underneath. */
export function presentRanking(answer: RankAnswer): Presentation {
  const { question, rows, apart, totals, notes, adjustment } = answer
  const isAdjusted = adjustment.strata.length > adjustment.groups
  const hasTargets = rows.some(({ target }) => target !== null)
  const isGrouped = adjustment.groups > 1
  const shown = rows.slice(0, SHOWN)
  const highs = shown
    .flatMap(({ interval }) => (interval === null ? [] : [interval.high]))
    .toSorted((a, b) => a - b)
  const most = highs[Math.floor(highs.length * 0.95)] ?? highs.at(-1) ?? 0
  const metric = question.metric === 'ipm' ? 'IPM' : `${question.event} ‰`
  const days =
    question.from === null || question.to === null
      ? 'rows without dates'
      : `${question.from} … ${question.to} (${question.timezone})`
  const bases = Object.entries(question.basis).map(([field, basis]) => `${field}: ${basis.join(' and ')}`)
  return [
    {
      kind: 'table',
      columns: [
        { label: '#', align: 'right' },
        { label: question.by.replaceAll('_', ' '), align: 'left' },
        { label: 'impressions', align: 'right' },
        { label: question.event, align: 'right' },
        { label: metric, align: 'right' },
        { label: '95 % interval', align: 'left' },
        ...(isAdjusted ? [{ label: 'same mix', align: 'right' as const }] : []),
        { label: 'believed', align: 'right' },
        ...(hasTargets ? [{ label: 'needs', align: 'right' as const }] : []),
        ...(isGrouped ? [{ label: 'group', align: 'right' as const }] : []),
        { label: 'P(best)', align: 'right' },
        { label: 'decision', align: 'left' },
      ],
      rows: shown.map((row) => [
        row.rank === null ? '—' : String(row.rank),
        row.name,
        formatNumber(row.impressions),
        formatNumber(row.conversions),
        formatPerMille(row.perMille),
        row.interval === null
          ? (row.notComputed.impressions ?? row.notComputed.rate ?? '')
          : `${whisker(row, most)} ${formatPerMille(row.interval.low * 1000)}–${formatPerMille(row.interval.high * 1000)}`,
        ...(isAdjusted ? [formatRate(row.adjusted)] : []),
        formatRate(row.shrunk),
        ...(hasTargets ? [formatPerMille(row.target?.perMille ?? null)] : []),
        ...(isGrouped ? [row.group === null ? '—' : String(row.group)] : []),
        formatProbability(row.probabilityBest),
        DECISIONS[row.decision],
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
    ...apart.map(({ name, conversions, reason }) => ({
      kind: 'text' as const,
      text: `apart: ${name} ${formatNumber(conversions)} ${question.event} (${reason})`,
    })),
    {
      kind: 'text',
      text: `${formatNumber(totals.impressions)} impressions, ${formatNumber(totals.conversions)} ${question.event}, ${metric} ${formatPerMille(totals.perMille)} · ${days}${bases.length === 0 ? '' : ` · ${bases.join('; ')}`}${question.filters.length === 0 ? '' : ` · where ${question.filters.join(' and ')}`}`,
    },
    { kind: 'notes', notes },
  ]
}
