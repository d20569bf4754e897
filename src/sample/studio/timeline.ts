import { addDays, type Day } from '#schema/day.ts'
import type { StudioConfig } from './config.ts'

/** The simulated period: days are counted from 0, the first one with rows. */
export interface Timeline {
  readonly days: readonly Day[]
  /** Calendar day of an index, also outside the period. */
  dayAt(index: number): Day
  /** Factor of weekday and slow wave on every rate of the day. */
  season(index: number): number
  isWeekend(index: number): boolean
}

/** The timeline of a configuration. */
export function createTimeline(config: StudioConfig): Timeline {
  const known = new Map<number, Day>()
  const dayAt = (index: number): Day => {
    const day = known.get(index) ?? addDays(config.lastDay, index - config.days + 1)
    known.set(index, day)
    return day
  }
  const firstWeekday = new Date(`${dayAt(0)}T00:00:00Z`).getUTCDay()
  const isWeekend = (index: number): boolean => {
    const weekday = (((firstWeekday + index) % 7) + 7) % 7
    return weekday === 0 || weekday === 6
  }
  return {
    days: Array.from({ length: config.days }, (_, index) => dayAt(index)),
    dayAt,
    isWeekend,
    season: (index) =>
      (isWeekend(index) ? config.weekend : 1) * (1 + config.wave * Math.sin((2 * Math.PI * index) / 90)),
  }
}

/** Day index that lies this share into the period. */
export function dayIndexAt(config: StudioConfig, share: number): number {
  return Math.round(config.days * share)
}
