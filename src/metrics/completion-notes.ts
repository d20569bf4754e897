import type { Note } from '#schema/note.ts'
import { writeCount } from '#schema/write-count.ts'
import { type AnsweredRow, sumOfParts } from './gather-rows.ts'
import { describeComponent, isMoney } from './metric.ts'
import type { Plan } from './plan.ts'

const Z95 = 1.959964

/**
 * Says what was added to each count, and how far off chance alone may leave it: n conversions of which a share s has
 * come leave n (1 − s) ÷ s² of variance (negative binomial); the smallest share is taken for all, so it is at most that.
 */
export function completionNotes(plan: Plan, totals: AnsweredRow, counted: AnsweredRow): readonly Note[] {
  const least = Math.min(...plan.completed.flatMap(({ shares }) => shares))
  const said = plan.components.flatMap(({ key, component }) => {
    if (component.from === 'delivery' || component.acquisition || isMoney(component)) return []
    const answered = totals.parts.filter(({ components }) => (components[key] ?? null) !== null)
    const same = new Set(answered.map(({ network }) => network))
    const expected = sumOfParts(answered, key).value
    const came = sumOfParts(
      counted.parts.filter(({ network }) => same.has(network)),
      key,
    ).value
    if (expected === null || came === null || expected - came < 1e-9) return []
    const off = Z95 * Math.sqrt((expected - came) / least)
    return [
      `${describeComponent(component)} ${writeCount(came)} counted, ${writeCount(expected)} expected, ± at most ${writeCount(off, 1)}`,
    ]
  })
  const hasMoney = plan.components.some(({ component }) => component.from === 'outcome' && isMoney(component))
  if (said.length === 0) return []
  return [
    {
      code: 'completed',
      severity: 'warning',
      message: `Counts of immature days are raised by the delay curves of permille.yaml: ${said.join('; ')} (95 %, chance alone: the curves are taken as they are).${hasMoney ? ' Revenue is as counted.' : ''}`,
    },
  ]
}
