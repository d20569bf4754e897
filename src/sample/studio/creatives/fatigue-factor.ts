import { APPS } from '../catalogue/apps.ts'
import type { StudioConfig } from '../config.ts'
import { dayIndexAt } from '../timeline.ts'
import type { Creative } from './creative.ts'

/** The wearing out of one creative: from `day` on its rate falls, by `size` once `over` days have passed. */
export interface Fatigue {
  readonly day: number
  readonly size: number
  readonly over: number
}

/** How this creative wears out, or `null` for a healthy one. */
export function fatigueOf(config: StudioConfig, creative: Creative): Fatigue | null {
  if (creative.role !== 'fatiguing-winner') return null
  const settings = config.fatigue[APPS.indexOf(creative.app)]
  return settings ? { day: dayIndexAt(config, settings.at), size: settings.size, over: settings.over } : null
}

/** Factor on the rate on this day: 1 before the change, `1 - size` after it. */
export function fatigueFactor(fatigue: Fatigue | null, day: number): number {
  if (fatigue === null || day < fatigue.day) return 1
  return 1 - fatigue.size * Math.min(1, (day - fatigue.day + 1) / fatigue.over)
}
