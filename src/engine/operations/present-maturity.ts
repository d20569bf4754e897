import type { MaturityAnswer, MaturityCurve } from '#schema/answer/maturity-answer.ts'
import { type Block, formatNumber, formatShare, type Presentation } from './presentation.ts'

/** Ages a person reads; --json has all of them. */
const SHOWN = [0, 1, 2, 3, 5, 7, 14, 21, 28] as const

const left = (label: string) => ({ label, align: 'left' as const })
const right = (label: string) => ({ label, align: 'right' as const })

/** One decimal where whole percents would round to all or nothing. */
function share(value: number): string {
  return value > 0.98 && value < 1.02 ? `${formatNumber(100 * value, 1)} %` : formatShare(value)
}

function shareAt({ ages }: MaturityCurve, age: number): string {
  const last = ages.at(-1)
  if (last === undefined) return '—'
  const at = ages[age] ?? last
  return at.low === at.high ? share(at.share) : `${share(at.share)} (${share(at.low)}–${share(at.high)})`
}

function curveTable(curves: readonly MaturityCurve[]): Block {
  const oldest = Math.max(0, ...curves.map(({ ages }) => ages.length - 1))
  const ages = SHOWN.filter((age, index) => age < oldest || age === 0 || (SHOWN[index - 1] ?? 0) < oldest)
  return {
    kind: 'table',
    columns: [
      left('source'),
      left('count'),
      left('network'),
      ...ages.map((age) => right(`day ${age}`)),
      right('immature days'),
      left('from'),
    ],
    rows: curves.map((curve) => [
      curve.sourceLabel,
      curve.field,
      curve.network ?? 'all',
      ...ages.map((age) => shareAt(curve, age)),
      String(curve.matureAfter),
      curve.used === 'learnt'
        ? `learnt: ${formatNumber(curve.days)} ${curve.evidence === 'touches' ? 'touch days' : 'days'}, ${formatNumber(curve.conversions)}`
        : `declared (${curve.notComputed.learnt ?? 'nothing was learnt'})`,
    ]),
  }
}

function dayTable(days: MaturityAnswer['days']): Block {
  return {
    kind: 'table',
    columns: [
      left('day'),
      left('network'),
      left('count'),
      right('counted'),
      right('has come'),
      right('expected'),
      right('95 %'),
    ],
    rows: days.map((day) => [
      day.day,
      day.network || '—',
      day.field,
      formatNumber(day.counted),
      formatShare(day.share),
      formatNumber(day.expected),
      `${formatNumber(day.low)}–${formatNumber(day.high)}`,
    ]),
  }
}

/** The curves, then what the newest days will count. */
export function presentMaturity({ curves, days, notComputed, notes }: MaturityAnswer): Presentation {
  const reasons = Object.values(notComputed)
  return [
    ...(curves.length === 0
      ? [{ kind: 'text' as const, text: 'No source here changes what it reported.' }]
      : [curveTable(curves)]),
    ...(days.length === 0 ? [] : [dayTable(days)]),
    ...reasons.map((text) => ({ kind: 'text' as const, text: `Not expected in numbers: ${text}.` })),
    { kind: 'notes', notes },
  ]
}
