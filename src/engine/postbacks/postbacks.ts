import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { skan } from '#connectors/skan/connector.ts'
import { readPostback } from '#connectors/skan/postback.ts'
import { postbackRows } from '#connectors/skan/postback-rows.ts'
import { landRows } from '#ingest/index.ts'
import type { ImportedFile } from '#schema/answer/import-report.ts'
import { PermilleError } from '#schema/error.ts'
import type { LandedSlice } from '../connections/connections-host.ts'
import { PostbackLog } from './postback-log.ts'

/** What became of a postback somebody sent. */
export type Received =
  | { readonly kind: 'kept' }
  /** A copy of one that is known. */
  | { readonly kind: 'known' }
  | { readonly kind: 'refused'; readonly reason: string }
  /** Of an app that nobody asked for. */
  | { readonly kind: 'foreign'; readonly app: string }

interface PostbacksHost {
  readonly scratch: string
  storeSlice(slice: LandedSlice): Promise<ImportedFile>
  /** Takes over what stored rows change beside them. */
  rowsChanged(): Promise<void>
}

const ACCOUNT = { id: 'postbacks', name: null, zone: 'UTC', currency: null }

/** Postbacks of a project: kept as they arrive, and stored as rows of the days they arrived on. */
export class Postbacks {
  readonly #log: PostbackLog
  readonly #host: PostbacksHost
  #storing: Promise<number> = Promise.resolve(0)

  constructor(state: DatabaseSync, host: PostbacksHost) {
    this.#log = new PostbackLog(state)
    this.#host = host
  }

  /** Verifies a postback and keeps it; `apps` are the ones wanted, all where none is named. */
  receive(body: string, apps: ReadonlySet<string>, at: Date): Received {
    const read = readPostback(body)
    if (read.kind === 'refused') return read
    const { postback } = read
    if (apps.size > 0 && !apps.has(postback.app)) return { kind: 'foreign', app: postback.app }
    return { kind: this.#log.keep(postback, body, at) ? 'kept' : 'known' }
  }

  /** Stores the days that have news, each in the place of what was stored of it before; how many days there were. */
  store(): Promise<number> {
    this.#storing = this.#storing.catch(() => 0).then(() => this.#storeDays())
    return this.#storing
  }

  async #storeDays(): Promise<number> {
    const days = this.#log.unstored()
    for (const { day, last } of days) {
      await this.#storeDay(day, last)
      this.#log.stored(day, last)
    }
    if (days.length > 0) await this.#host.rowsChanged()
    return days.length
  }

  async #storeDay(day: string, last: number): Promise<void> {
    const [report] = skan.received ?? []
    if (report === undefined) throw new PermilleError('internal', 'postbacks have no report')
    await mkdir(this.#host.scratch, { recursive: true })
    const folder = await mkdtemp(join(this.#host.scratch, 'postbacks-'))
    try {
      const path = join(folder, 'rows.ndjson')
      const rows = postbackRows(day, this.#log.ofDay(day, last))
      await landRows(
        (async function* () {
          yield* rows
        })(),
        path,
        { identifiers: [], identifierKey: '' },
      )
      const { refusal } = await this.#host.storeSlice({
        path,
        connection: skan.source,
        source: skan.source,
        stream: report,
        account: ACCOUNT,
        days: { from: day, to: day },
        observedAt: new Date(),
      })
      if (refusal !== null) throw new PermilleError('internal', refusal.message)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
}
