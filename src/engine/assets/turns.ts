import { once } from 'node:events'

/** Lets work of one kind run one after the other, in the order it was asked for. */
export class Turns {
  #last: Promise<void> = Promise.resolve()

  /** Does the work when its turn has come; one that is told to stop while it waits throws at once. */
  async take<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    signal?.throwIfAborted()
    const before = this.#last
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#last = before.then(() => promise)
    const waited = new AbortController()
    try {
      if (signal === undefined) await before
      else await Promise.race([before, once(signal, 'abort', { signal: waited.signal }).catch(() => {})])
      signal?.throwIfAborted()
      return await work()
    } finally {
      waited.abort()
      resolve()
    }
  }
}
