import type { Day } from '#schema/day.ts'
import type { Creative, Role } from '../creatives/creative.ts'
import type { World } from '../delivery/world.ts'
import { dayIndexAt } from '../timeline.ts'

/** Two creatives whose pooled rates are in the wrong order because they were shown in different countries. */
export interface ShiftTruth {
  readonly app: string
  /** The better one in every stratum, moving from good countries to poor ones. */
  readonly better: string
  /** The worse one in every stratum, moving the other way. */
  readonly worse: string
  /** True rate of the better one divided by that of the worse. */
  readonly ratio: number
  /** Middle of the move. */
  readonly day: Day
}

/** The moving pair, or `null` in a studio too small to have it. */
export function shiftTruth({ config, creatives, rates, timeline }: World): ShiftTruth | null {
  const withRole = (role: Role): Creative | undefined => creatives.find((each) => each.role === role)
  const better = withRole('moves-to-poor')
  const worse = withRole('moves-to-good')
  if (!better || !worse) return null
  return {
    app: better.app.name,
    better: better.name,
    worse: worse.name,
    ratio: rates.quality(better, 'sdk') / rates.quality(worse, 'sdk'),
    day: timeline.dayAt(dayIndexAt(config, config.shift.at)),
  }
}
