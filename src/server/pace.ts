import { LRUCache } from 'lru-cache'
import { PermilleError } from '#schema/error.ts'

/** How often somebody may ask: so many at once, and so many a second in the long run. */
export interface PaceLimit {
  readonly atOnce: number
  readonly perSecond: number
}

/** Counts a request of somebody at a moment in milliseconds; throws `rate_limited` for one too many. */
export type Pace = (who: string, now?: number) => void

const MOST_KNOWN = 10_000

/** A bucket for each who asks, that fills as time goes by; those who asked longest ago are forgotten first. */
export function paceOf({ atOnce, perSecond }: PaceLimit): Pace {
  const left = new LRUCache<string, { readonly requests: number; readonly at: number }>({ max: MOST_KNOWN })
  return (who, now = performance.now()) => {
    const known = left.get(who) ?? { requests: atOnce, at: now }
    const requests = Math.min(atOnce, known.requests + ((now - known.at) / 1000) * perSecond)
    if (requests >= 1) {
      left.set(who, { requests: requests - 1, at: now })
      return
    }
    left.set(who, { requests, at: now })
    throw new PermilleError('rate_limited', 'too many requests at once', {
      remedy: 'ask more slowly',
      details: { retryAfter: Math.ceil((1 - requests) / perSecond) },
    })
  }
}

/** How often others may ask: whoever signed in or has a token, and whoever asks from an address. */
export interface PaceLimits {
  readonly caller: PaceLimit
  readonly address: PaceLimit
}

export const PACE_LIMITS: PaceLimits = {
  caller: { atOnce: 1000, perSecond: 100 },
  address: { atOnce: 2000, perSecond: 200 },
}
