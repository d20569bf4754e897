import type { AnsweredRow } from './gather-rows.ts'
import { periodOf } from './period.ts'
import type { Plan } from './plan.ts'
import { provisionalDays } from './unsettled-days.ts'

/**
 * Tells whether a source may still change days of a row; `null` where rows are not told apart by time, or nobody
 * asked for marks.
 */
export function provisionalRows(plan: Plan): ((row: AnsweredRow) => boolean) | null {
  const place = plan.groupings.findIndex(({ kind }) => kind === 'time')
  const grouping = plan.groupings[place]
  if (plan.query.maturity !== 'mark' || grouping?.kind !== 'time') return null
  const days = provisionalDays(plan)
  return ({ keys, parts }) => {
    const key = keys[place] ?? null
    if (key === null) return false
    const { from, to } = periodOf(key, grouping.name, plan.firstWeekday)
    return parts.some(({ network }) =>
      (days.get(network)?.unsettled ?? []).some((range) => range.from <= to && from <= range.to),
    )
  }
}
