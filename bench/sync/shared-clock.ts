import type { Clock } from '#connectors/kit/clock.ts'

/** Real time without a request or a new wait after which nobody is under way. */
const QUIET_MS = 40

interface Waiting {
  readonly until: number
  readonly wake: () => void
}

/**
 * A clock for many who ask side by side: time passes only when no request is under way and everybody waits, and then to
 * the first who is done waiting, so that each sees no more of it than they waited for.
 */
export class SharedClock implements Clock {
  readonly #waiting = new Set<Waiting>()
  #now: number
  #underWay = 0
  #quiet: NodeJS.Timeout | undefined

  constructor(start: string) {
    this.#now = Date.parse(start)
  }

  now(): Date {
    return new Date(this.#now)
  }

  wait(seconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.add({ until: this.#now + seconds * 1000, wake: resolve })
      this.#settle()
    })
  }

  /** A request arrives. */
  begin(): void {
    this.#underWay += 1
    this.#settle()
  }

  /** It is answered. */
  end(): void {
    this.#underWay -= 1
    this.#settle()
  }

  #settle(): void {
    clearTimeout(this.#quiet)
    if (this.#underWay === 0) this.#quiet = setTimeout(() => this.#pass(), QUIET_MS)
  }

  #pass(): void {
    const first = Math.min(...[...this.#waiting].map(({ until }) => until))
    if (first === Number.POSITIVE_INFINITY) return
    this.#now = Math.max(this.#now, first)
    for (const waiting of this.#waiting) {
      if (waiting.until > this.#now) continue
      this.#waiting.delete(waiting)
      waiting.wake()
    }
    this.#settle()
  }
}
