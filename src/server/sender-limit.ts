import { LRUCache } from 'lru-cache'

const MINUTE_MS = 60_000
const SENDERS = 10_000

/** Counts what senders did wrong within a minute, and says who has to wait. */
export class SenderLimit {
  readonly #most: number
  readonly #wrong = new LRUCache<string, { readonly since: number; count: number }>({ max: SENDERS })

  constructor(most: number) {
    this.#most = most
  }

  /** Seconds a sender has to wait; 0 where it need not. */
  waitOf(sender: string, now: number): number {
    const known = this.#wrong.get(sender)
    const left = known === undefined ? 0 : known.since + MINUTE_MS - now
    return left > 0 && (known?.count ?? 0) >= this.#most ? Math.ceil(left / 1000) : 0
  }

  count(sender: string, now: number): void {
    const known = this.#wrong.get(sender)
    if (known === undefined || known.since + MINUTE_MS <= now)
      this.#wrong.set(sender, { since: now, count: 1 })
    else known.count += 1
  }
}
