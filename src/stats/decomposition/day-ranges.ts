import { type Computed, notComputed } from '../not-computed.ts'
import { studentQuantile } from '../special/student-t.ts'

export interface Range {
  readonly low: number
  readonly high: number
}

/** What figures would be had one day been as the others of its side. */
export interface WithoutDay<Name extends string> {
  readonly day: number
  readonly figures: Readonly<Record<Name, number>>
}

const LEAST_DAYS = 5

/** A day may follow the one before it by at most this much; beyond, no range would end. */
const MOST_ALIKE = 0.8

/**
 * Where figures of two sides lie as their days differ: the delta method with days as clusters, wider where a day is like the
 * one before it, by Student's t on the days of both sides (Satterthwaite 1946).
 */
export function dayRanges<Name extends string>(
  whole: Readonly<Record<Name, number>>,
  sides: readonly (readonly WithoutDay<Name>[])[],
  level: number,
): Computed<(name: Name) => Range> {
  if (sides.some((days) => days.length < LEAST_DAYS))
    return notComputed('not_enough_data', `a side has fewer than ${LEAST_DAYS} days to tell how they differ`)
  return (name) => {
    const estimate = whole[name]
    const moves = sides.map(
      (days) => new Map(days.map(({ day, figures }) => [day, figures[name] - estimate])),
    )
    const parts = moves.map((own) => ({
      variance: (own.size / (own.size - 1)) * squares(own),
      freedom: own.size - 1,
    }))
    const variance = parts.reduce((sum, part) => sum + part.variance, 0)
    if (!(variance > 0)) return { low: estimate, high: estimate }
    const spread = parts.reduce((sum, part) => sum + part.variance ** 2 / part.freedom, 0)
    const alike = likeness(moves)
    const deviation = Math.sqrt((variance * (1 + alike)) / (1 - alike))
    const reach = studentQuantile((1 + level) / 2, variance ** 2 / spread) * deviation
    return { low: estimate - reach, high: estimate + reach }
  }
}

const squares = (moves: ReadonlyMap<number, number>) =>
  moves.values().reduce((sum, move) => sum + move * move, 0)

/** How much a day is like the one before it, freed of what few days make it too low (Kendall 1954); never below 0. */
function likeness(sides: readonly ReadonlyMap<number, number>[]): number {
  let [both, own, days] = [0, 0, 0]
  for (const moves of sides) {
    days += moves.size
    const size = squares(moves)
    if (!(size > 0)) continue
    for (const [day, move] of moves) both += (move * (moves.get(day + 1) ?? 0)) / size
    own += 1
  }
  if (own === 0) return 0
  const seen = both / own
  const each = days / sides.length
  return Math.min(MOST_ALIKE, Math.max(0, seen + (1 + 3 * seen) / each))
}
