import type { AnsweredRow } from './gather-rows.ts'
import { periodOf } from './period.ts'
import type { Plan } from './plan.ts'
import { expectations, immatureDays, type NetworkDays, provisionalDays } from './unsettled-days.ts'

/** Something that is true of some rows of an answer and not of others. */
export interface RowMark {
  readonly name: 'provisional' | 'immature'
  readonly of: (row: AnsweredRow) => boolean
}

/**
 * Marks of rows told apart by time, where marks were asked for: whether a source may still change days of a row, and where
 * it is learnt how late conversions come, whether they are still expected on some of them.
 */
export function rowMarks(plan: Plan): readonly RowMark[] {
  const place = plan.groupings.findIndex(({ kind }) => kind === 'time')
  const grouping = plan.groupings[place]
  if (plan.query.maturity !== 'mark' || grouping?.kind !== 'time') return []
  const touching =
    (days: ReadonlyMap<string, NetworkDays>): RowMark['of'] =>
    ({ keys, parts }) => {
      const key = keys[place] ?? null
      if (key === null) return false
      const { from, to } = periodOf(key, grouping.name, plan.firstWeekday)
      return parts.some(({ network }) =>
        (days.get(network)?.unsettled ?? []).some((range) => range.from <= to && from <= range.to),
      )
    }
  const isLearnt = expectations(plan)
    .values()
    .some(({ curve }) => curve !== null)
  return [
    { name: 'provisional', of: touching(provisionalDays(plan)) },
    ...(isLearnt ? [{ name: 'immature' as const, of: touching(immatureDays(plan)) }] : []),
  ]
}
