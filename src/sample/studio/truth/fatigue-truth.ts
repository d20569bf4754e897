import type { Day } from '#schema/day.ts'
import { fatigueOf } from '../creatives/fatigue-factor.ts'
import type { World } from '../delivery/world.ts'

/** A creative that wears out; all others keep their rate. */
export interface FatigueTruth {
  readonly creative: string
  readonly app: string
  /** First day with a lower rate. */
  readonly day: Day
  /** First day with the whole loss. */
  readonly fullDay: Day
  /** Share of the rate that is lost. */
  readonly size: number
}

/** The creatives that wear out. */
export function fatigueTruths({ config, creatives, timeline }: World): FatigueTruth[] {
  return creatives.flatMap((creative) => {
    const fatigue = fatigueOf(config, creative)
    if (!fatigue) return []
    return {
      creative: creative.name,
      app: creative.app.name,
      day: timeline.dayAt(fatigue.day),
      fullDay: timeline.dayAt(fatigue.day + fatigue.over - 1),
      size: fatigue.size,
    }
  })
}
