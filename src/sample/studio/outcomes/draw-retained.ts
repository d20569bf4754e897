import { drawBinomial } from '../../random/binomial.ts'
import type { Random } from '../../random/random.ts'

/** Share of users who open the app exactly on a day of their life, of a creative whose users are worth the average. */
export const RETENTION = [
  { day: 1, share: 0.36 },
  { day: 7, share: 0.13 },
] as const

/** Users of a day's installs who came back on a day. */
export interface Retained {
  readonly day: number
  readonly count: number
}

/** Who came back of one day's installs, on days that lie within so many; users worth more stay longer. */
export function drawRetained(random: Random, installs: number, value: number, days: number): Retained[] {
  return RETENTION.filter(({ day }) => day <= days).map(({ day, share }) => ({
    day,
    count: drawBinomial(random, installs, Math.min(0.9, share * Math.sqrt(value))),
  }))
}
