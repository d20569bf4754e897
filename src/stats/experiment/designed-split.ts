import { type Computed, notComputed } from '../not-computed.ts'
import type { ExperimentInput } from './experiment-input.ts'
import { checkSplitPeriods, type SplitPeriod, type SplitReading } from './split-periods.ts'

/** Whether a test's arms got the split that was designed, each period of a changed split by itself. */
export function checkDesignedSplit(input: ExperimentInput): Computed<SplitReading> {
  const { arms, design, laterDesigns = [] } = input
  const designs = [
    ...(design === null ? [] : [{ from: Number.NEGATIVE_INFINITY, shares: design }]),
    ...laterDesigns,
  ].sort((a, b) => a.from - b.from)
  if (designs.length === 0 || designs.some(({ shares }) => shares.length !== arms.length))
    return notComputed('no_plan', 'no split was designed, so there is none to check')
  if (designs.some(({ shares }) => shares.some((share) => !(share >= 0 && share < Infinity))))
    return notComputed('invalid_setting', 'a designed share is not a number of at least 0')
  const knowsUsers = arms.every(({ cells }) => cells.every(({ users }) => users !== undefined))
  const days = [...new Set(arms.flatMap(({ cells }) => cells.map(({ day }) => day)))].sort((a, b) => a - b)
  if (days.length === 0) return notComputed('no_exposure', 'nothing was shown yet')
  const sums = (field: 'exposure' | 'users') => {
    const byDay = new Map(days.map((day) => [day, arms.map(() => 0)]))
    arms.forEach(({ cells }, k) => {
      for (const cell of cells) {
        const counts = byDay.get(cell.day) ?? []
        counts[k] = (counts[k] ?? 0) + (cell[field] ?? 0)
      }
    })
    return byDay
  }
  const impressions = sums('exposure')
  const users = knowsUsers ? sums('users') : null
  const periods = designs.map(({ from, shares }, k): SplitPeriod => {
    const until = designs[k + 1]?.from ?? Number.POSITIVE_INFINITY
    const own = days.filter((day) => day >= from && day < until)
    return {
      design: shares,
      impressions: own.map((day) => impressions.get(day) ?? []),
      users: users === null ? null : own.map((day) => users.get(day) ?? []),
    }
  })
  return checkSplitPeriods(periods, true)
}
