import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { type Measured, timePages } from '#creatives/pages/time-pages.ts'
import { findChromium, NO_CHROMIUM } from '#creatives/playable/find-chromium.ts'
import type { NetSetting } from '#net/http-client.ts'
import { PageTiming } from '#schema/answer/pages-answer.ts'
import { PermilleError } from '#schema/error.ts'
import { Turns } from './assets/turns.ts'
import { jsonText } from './state-database.ts'

const Row = z.object({ body: jsonText(PageTiming) })

/** How long landing pages took to load, as they were timed on request: appended, the newest of an address counts. */
export class PageTimings {
  readonly #state: DatabaseSync
  readonly #net: Pick<NetSetting, 'replayAt'>
  /** Two browsers at once would slow each other down. */
  readonly #turns = new Turns()

  constructor(state: DatabaseSync, net: Pick<NetSetting, 'replayAt'>) {
    this.#state = state
    this.#net = net
    state.exec(`CREATE TABLE IF NOT EXISTS page_timing (
      number INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT NOT NULL, body TEXT NOT NULL)`)
  }

  /** The newest timing of each address. */
  newest(): ReadonlyMap<string, PageTiming> {
    const rows = this.#state.prepare('SELECT body FROM page_timing ORDER BY number').all()
    return new Map(rows.map((row) => Row.parse(row).body).map((timing) => [timing.address, timing]))
  }

  /** Times addresses one after the other and keeps each; throws `unavailable` where no Chromium is found. */
  async time(
    addresses: readonly string[],
    loads: number,
    { now, onTimed, signal }: { now(): Date; onTimed?(count: number): void; signal?: AbortSignal },
  ): Promise<readonly PageTiming[]> {
    const chromium = findChromium()
    if (chromium === null)
      throw new PermilleError('unavailable', `timing a page ${NO_CHROMIUM}`, {
        remedy: 'install Chromium, or name it in PERMILLE_CHROMIUM',
      })
    const timed: PageTiming[] = []
    const keep = (found: Measured) => {
      const timing = { ...found, at: now().toISOString() }
      this.#state
        .prepare('INSERT INTO page_timing (address, body) VALUES (?, ?)')
        .run(timing.address, JSON.stringify(timing))
      onTimed?.(timed.push(timing))
    }
    const stop = signal === undefined ? {} : { signal }
    const run = () => timePages({ chromium, net: this.#net }, addresses, { loads, onTimed: keep, ...stop })
    try {
      await this.#turns.take(run, signal)
    } catch (error) {
      signal?.throwIfAborted()
      throw new PermilleError('unavailable', 'pages cannot be timed: Chromium does not start', {
        ...{ cause: error, remedy: 'name another Chromium in PERMILLE_CHROMIUM' },
      })
    }
    return timed
  }
}
