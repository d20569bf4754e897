import type { PagesAnswer, PagesTimeAnswer } from '#schema/answer/pages-answer.ts'
import type { RateInterval } from '#schema/answer/rank-answer.ts'
import { TIMING_COLUMNS, timingCells } from './pages-parts.ts'
import { formatNumber, type Presentation } from './presentation.ts'

const SHOWN = 50

const left = (label: string) => ({ label, align: 'left' as const })
const right = (label: string) => ({ label, align: 'right' as const })
const percent = (value: number | null) => (value === null ? '—' : `${formatNumber(100 * value, 2)} %`)

function withInterval(value: number | null, interval: RateInterval | null): string {
  if (value === null || interval === null) return percent(value)
  return `${percent(value)} (${percent(interval.low)}–${percent(interval.high)})`
}

/** Pages with what they made of their clicks and how they load. */
export function presentPages({ question, rows, notes }: PagesAnswer): Presentation {
  const reasons = new Set(
    rows.flatMap(({ notComputed, timing }) => [
      ...Object.values(notComputed),
      ...Object.values(timing?.notComputed ?? {}),
    ]),
  )
  const isWeb = question.by === 'landing_page'
  return [
    {
      kind: 'table',
      columns: [
        left(question.by.replace('_', ' ')),
        ...['clicks', question.event, 'per click', 'on one mix'].map(right),
        ...(isWeb ? TIMING_COLUMNS.map(right) : []),
      ],
      rows: rows
        .slice(0, SHOWN)
        .map((row) => [
          row.name,
          formatNumber(row.clicks),
          formatNumber(row.conversions),
          withInterval(row.rate, row.interval),
          withInterval(row.adjusted, row.adjustedInterval),
          ...(isWeb ? timingCells(row.timing) : []),
        ]),
    },
    ...[...reasons].slice(0, 5).map((text) => ({ kind: 'text' as const, text: `not computed: ${text}` })),
    { kind: 'notes', notes },
  ]
}

/** What timing found: each page with its way there. */
export function presentPagesTime({ timings, skipped }: PagesTimeAnswer): Presentation {
  return [
    {
      kind: 'table',
      columns: [left('page'), ...TIMING_COLUMNS.map(right)],
      rows: timings.map((timing) => [timing.address, ...timingCells(timing)]),
    },
    ...timings.flatMap(({ address, load, notComputed }) => {
      const way = (load?.hops ?? []).map(({ address: hop, status }) => `${hop} (${status ?? 'no answer'})`)
      const text =
        load === null ? `${address}: ${notComputed.load ?? 'not computed'}` : `way: ${way.join(' → ')}`
      return load === null || way.length > 1 ? [{ kind: 'text' as const, text }] : []
    }),
    ...skipped.map(({ name, reason }) => ({ kind: 'text' as const, text: `not timed: ${name}: ${reason}` })),
  ]
}
