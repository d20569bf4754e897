import type { TestLook } from '#schema/answer/test-show-answer.ts'
import type { DaySeries } from '../../charts/day-series.ts'

/** How far beyond the furthest ratio the axis follows bounds, which are very wide in the first days. */
const BEYOND = 1.6

/** One line with its band for each arm; bounds that reach further than the plot are cut at its edge. */
export function fitSequence(history: readonly TestLook[], arms: readonly string[]): DaySeries[] {
  const ratios = history
    .flatMap(({ arms: read }) => read.map(({ ratio }) => ratio))
    .filter((one) => one !== null)
  const most = Math.max(1, ...ratios) * BEYOND
  const least = Math.min(1, ...ratios) / BEYOND
  return arms.map((arm, place) => ({
    mark: arms.length > 1 ? arm : '',
    ...(arms.length > 1 ? { colour: place } : {}),
    points: history.flatMap(({ day, arms: read }) => {
      const found = read.find((one) => one.arm === arm)
      if (!found) return []
      const { ratio, low, high } = found
      return [{ day, value: ratio, low: Math.max(least, low), high: Math.min(most, high ?? most) }]
    }),
  }))
}
