import pLimit from 'p-limit'
import type { Clock } from '#connectors/kit/clock.ts'
import { RateLimiter } from '#connectors/kit/rate-limit.ts'
import { PermilleError } from '#schema/error.ts'
import { nearest } from '#schema/nearest.ts'
import { type ConnectionCheck, checkConnection } from './check-connection.ts'
import type { ConnectionConfig } from './connection-config.ts'
import type { ConnectionsHost } from './connections-host.ts'
import { type DailyTime, dailyTimeOf, isDue, lastDue, nextDue } from './daily-schedule.ts'
import { checkFields, fieldValues, isVariable } from './field-values.ts'
import { findConnector } from './find-connector.ts'
import { limitedTogether } from './limited-by.ts'
import { type LoadedSlice, loadedSlices } from './loaded-days.ts'
import type { OpenConnection } from './open-caller.ts'
import { SecretStore } from './secret-store.ts'
import { isAgainDue, isPassing, MOST_TRIES } from './sync-again.ts'
import { type SliceOutcome, syncConnection } from './sync-connection.ts'
import { type SyncCounts, SyncLog, type SyncRun } from './sync-log.ts'

export interface SyncedConnection {
  readonly connection: string
  readonly source: string
  readonly label: string
  readonly counts: SyncCounts
  readonly outcomes: readonly SliceOutcome[]
  /** What kept the whole connection from being read. */
  readonly problem: { readonly kind: string; readonly message: string; readonly remedy: string | null } | null
}

export interface SyncAsked {
  readonly connections: readonly string[]
  readonly from: string | null
  readonly to: string | null
}

const CONNECTIONS_AT_ONCE = 4
const NO_COUNTS: SyncCounts = { slices: 0, rows: 0, requests: 0, retries: 0, bytes: 0, waitedSeconds: 0 }

/** The connections of a project: their secrets, their syncs, and what they have loaded. */
export class Connections {
  readonly #host: ConnectionsHost
  readonly #clock: Clock
  readonly #secrets: SecretStore
  readonly #log: SyncLog
  readonly #limiters = new Map<string, RateLimiter>()
  readonly #syncing = new Set<string>()
  /** Connections whose sync was asked for and waits for its turn. */
  readonly #waiting = new Set<string>()

  constructor(host: ConnectionsHost, clock: Clock) {
    this.#host = host
    this.#clock = clock
    this.#secrets = new SecretStore(host.state, host.folder.secretKey)
    this.#log = new SyncLog(host.state)
  }

  /** Every connection by name. */
  get all(): ReadonlyMap<string, ConnectionConfig> {
    return new Map(Object.entries(this.#host.config.connections))
  }

  /** Fields of a connection that have a value, in permille.yaml or among the secrets. */
  filledFields(name: string): readonly string[] {
    return [...new Set([...Object.keys(this.#config(name).fields), ...this.#secrets.fieldsOf(name)])]
  }

  /** Keeps what was entered: secrets encrypted, the rest in permille.yaml. */
  async save(
    name: string,
    source: string,
    entered: Readonly<Record<string, string>>,
    more: Partial<Pick<ConnectionConfig, 'accounts' | 'reports' | 'since' | 'version'>>,
  ): Promise<void> {
    const { api } = findConnector(source)
    checkFields(api, entered)
    const known = this.#host.config.connections[name]
    if (known !== undefined && known.source !== source) {
      throw new PermilleError('conflict', `${name} is a connection to ${known.source} already`, {
        remedy: 'give this one another name with --name',
      })
    }
    const isSecret = (field: string) => api.fields.some(({ name: own, secret }) => secret && own === field)
    const open: Record<string, string> = { ...known?.fields }
    for (const [field, text] of Object.entries(entered)) {
      if (isSecret(field) && !isVariable(text)) {
        this.#secrets.write(name, field, text)
        delete open[field]
      } else {
        open[field] = text
      }
    }
    const { fields: _fields, paused, ...rest } = known ?? { fields: {}, paused: false, source }
    const config = { ...rest, ...more, ...(paused ? { paused } : {}), fields: open }
    await this.#host.change({ [`connections.${name}`]: config })
  }

  /** Forgets a connection and its secrets; its rows stay. */
  async remove(name: string): Promise<void> {
    this.#config(name)
    this.#secrets.remove(name)
    await this.#host.change({ [`connections.${name}`]: undefined })
  }

  rotateSecrets(): number {
    return this.#secrets.rotate()
  }

  runs(limit: number, connection?: string): readonly SyncRun[] {
    return this.#log.runs(limit, connection)
  }

  /** When the server syncs a connection each day; `null` where it does not. */
  dailyTime(name: string): DailyTime | null {
    const { schedules, timezone } = this.#host.config
    const { schedule, paused } = this.#config(name)
    return schedules ? dailyTimeOf(schedule, { paused, timezone }) : null
  }

  /** When the server is to sync a connection next. */
  nextSync(name: string): Date | null {
    const time = this.dailyTime(name)
    return time === null ? null : nextDue(time, this.now)
  }

  /** The connections that are to be synced now: none that is being synced, or was since its hour, unless that is to be done again. */
  due(): readonly string[] {
    return [...this.all.keys()].filter((name) => {
      const time = this.dailyTime(name)
      if (time === null || this.#syncing.has(name) || this.#waiting.has(name)) return false
      const runs = this.#log.runs(MOST_TRIES, name)
      const [last] = runs
      if (isDue(time, last === undefined ? null : new Date(last.startedAt), this.now)) return true
      const hour = lastDue(time, this.now)
      const tries = runs.filter(({ startedAt }) => hour !== null && new Date(startedAt) >= hour)
      return isAgainDue(tries, this.now)
    })
  }

  get now(): Date {
    return this.#clock.now()
  }

  async loaded(name: string): Promise<readonly LoadedSlice[]> {
    const slices = await loadedSlices(this.#host.warehouse, this.#config(name).source)
    return slices.filter(({ connection }) => connection === name)
  }

  /** Tries a connection and stores nothing. */
  check(name: string): Promise<ConnectionCheck> {
    return checkConnection(this.#open(name), this.#config(name), this.#host.config.timezone)
  }

  /** Reads what is due of some connections, or of all that are not paused, side by side. */
  async sync(
    asked: SyncAsked,
    onProgress: (fraction: number, rows: number) => void,
    signal?: AbortSignal,
  ): Promise<readonly SyncedConnection[]> {
    const names = this.#named(asked.connections)
    const shares = new Map<string, { fraction: number; rows: number }>()
    const limit = pLimit(CONNECTIONS_AT_ONCE)
    for (const name of names) this.#waiting.add(name)
    const synced = await Promise.all(
      names.map((name) =>
        limit(() => {
          this.#waiting.delete(name)
          return this.#syncOne(name, asked, signal, (fraction, rows) => {
            shares.set(name, { fraction, rows })
            const all = [...shares.values()]
            onProgress(
              all.reduce((sum, share) => sum + share.fraction, 0) / names.length,
              all.reduce((sum, share) => sum + share.rows, 0),
            )
          })
        }),
      ),
    )
    signal?.throwIfAborted()
    return synced
  }

  #named(wanted: readonly string[]): readonly string[] {
    if (wanted.length === 0) return [...this.all].flatMap(([name, { paused }]) => (paused ? [] : [name]))
    return wanted.flatMap((word) => {
      if (this.all.has(word)) return [word]
      const ofSource = [...this.all].flatMap(([name, { source }]) => (source === word ? [name] : []))
      if (ofSource.length > 0) return ofSource
      this.#config(word)
      return []
    })
  }

  async #syncOne(
    name: string,
    { from, to }: SyncAsked,
    signal: AbortSignal | undefined,
    onProgress: (fraction: number, rows: number) => void,
  ): Promise<SyncedConnection> {
    const config = this.#config(name)
    const { label } = findConnector(config.source)
    const answer = { connection: name, source: config.source, label }
    if (this.#syncing.has(name)) {
      const problem = {
        kind: 'busy',
        message: `${name} is being synced already`,
        remedy: 'wait for it, see `permille syncs`',
      }
      return { ...answer, counts: NO_COUNTS, outcomes: [], problem }
    }
    this.#syncing.add(name)
    const run = this.#log.begin(name, this.now)
    let counts = NO_COUNTS
    try {
      const outcomes = await syncConnection(this.#open(name), {
        config,
        asked: from === null && to === null ? null : { from, to },
        timezone: this.#host.config.timezone,
        loaded: await this.loaded(name),
        identifierKey: await this.#host.identifierKey(),
        store: (path, { account, stream, days }, observedAt) =>
          this.#host.storeSlice({
            path,
            connection: name,
            source: config.source,
            stream,
            account,
            days,
            observedAt,
          }),
        onProgress: (done, all, now, fetching) => {
          counts = now
          if (fetching === 0) this.#log.progress(run, now)
          onProgress(all === 0 ? 1 : done / all, now.rows + fetching)
        },
        ...(signal === undefined ? {} : { signal }),
      })
      signal?.throwIfAborted()
      const problems = outcomes.flatMap((outcome) => outcome.problem ?? [])
      // What may pass decides whether it is begun again.
      const problem = problems.find(({ kind }) => isPassing(kind)) ?? problems[0] ?? null
      this.#log.end(run, this.now, problem)
      return { ...answer, counts, outcomes, problem: null }
    } catch (error) {
      if (!(error instanceof PermilleError)) {
        this.#log.end(run, this.now, { kind: 'internal', message: 'something unexpected happened' })
        throw error
      }
      const kind = typeof error.details.kind === 'string' ? error.details.kind : error.code
      const problem = { kind, message: error.message, remedy: error.remedy }
      this.#log.end(run, this.now, problem)
      return { ...answer, counts, outcomes: [], problem }
    } finally {
      this.#syncing.delete(name)
    }
  }

  #config(name: string): ConnectionConfig {
    const config = this.#host.config.connections[name]
    if (config !== undefined) return config
    const close = nearest(name, [...this.all.keys()])
    throw new PermilleError(
      'not_found',
      `there is no connection ${name}${close === null ? '' : ` (did you mean ${close}?)`}`,
      {
        remedy: 'see `permille connections`, or make one with `permille connect`',
      },
    )
  }

  #open(name: string): OpenConnection {
    const config = this.#config(name)
    const connector = findConnector(config.source)
    const fields = fieldValues(name, connector.api, config, this.#secrets.read(name))
    return {
      name,
      connector,
      fields,
      http: this.#host.http,
      clock: this.#clock,
      limiter: this.#limiterOf(limitedTogether(config.source, connector.api, fields), connector.api.limits),
      scratch: this.#host.folder.scratch,
      onRotated: async (field, value) => this.#secrets.write(name, field, value),
    }
  }

  /** Kept from one sync to the next, so that a source's hourly limits hold across them. */
  #limiterOf(whom: string, limits: ConstructorParameters<typeof RateLimiter>[0]): RateLimiter {
    const known = this.#limiters.get(whom) ?? new RateLimiter(limits, this.#clock)
    this.#limiters.set(whom, known)
    return known
  }
}
