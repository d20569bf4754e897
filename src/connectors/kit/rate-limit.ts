import type { Clock } from './clock.ts'

/** What a source allows, as it says itself. */
export interface RateLimit {
  readonly requests: number
  readonly seconds: number
  /** Where the figure comes from, or that there is none and this is our own. */
  readonly basis: string
  /** Paths it is for, where a source limits them apart; all where nothing is said. */
  readonly only?: RegExp
}

/** Share of what a source allows that is used, since others may ask with the same key. */
export const USED_SHARE = 0.8

interface Bucket {
  readonly only: RegExp | null
  readonly most: number
  readonly seconds: number
  readonly starts: number[]
}

function bucketOf({ requests, seconds, only }: RateLimit): Bucket {
  const share = requests * USED_SHARE
  const most = Math.max(1, Math.floor(share))
  return { only: only ?? null, most, seconds: (seconds * most) / share, starts: [] }
}

/** Lets requests start no faster than every limit allows, in the order they came. */
export class RateLimiter {
  readonly #buckets: readonly Bucket[]
  readonly #clock: Clock
  #last: Promise<void> = Promise.resolve()

  constructor(limits: readonly RateLimit[], clock: Clock) {
    this.#buckets = limits.map(bucketOf)
    this.#clock = clock
  }

  /** Resolves when the next request, to this path, may start. */
  turn(path: string, signal?: AbortSignal): Promise<void> {
    const buckets = this.#buckets.filter(({ only }) => only === null || only.test(path))
    const turn = this.#last.then(() => this.#start(buckets, signal))
    this.#last = turn.catch(() => {})
    return turn
  }

  async #start(buckets: readonly Bucket[], signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      signal?.throwIfAborted()
      const now = this.#clock.now().getTime() / 1000
      const wait = Math.max(0, ...buckets.map((bucket) => this.#freeIn(bucket, now)))
      if (wait === 0) {
        for (const { starts } of buckets) starts.push(now)
        return
      }
      await this.#clock.wait(wait, signal)
    }
  }

  #freeIn({ most, seconds, starts }: Bucket, now: number): number {
    // A clock that was set back must not make anybody wait for it to come round again.
    for (let place = starts.length - 1; (starts[place] ?? now) > now; place--) starts[place] = now
    while (starts.length > 0 && (starts[0] ?? now) <= now - seconds) starts.shift()
    const oldest = starts.at(-most)
    // A millisecond more, since clocks and timers round.
    return oldest === undefined ? 0 : Math.max(0, oldest + seconds - now + 0.001)
  }
}
