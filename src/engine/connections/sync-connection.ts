import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pLimit from 'p-limit'
import type { Account } from '#connectors/kit/account.ts'
import type { ApiCaller } from '#connectors/kit/caller.ts'
import { fetchSlice } from '#connectors/kit/fetch-slice.ts'
import { type FleetingFiles, withoutFiles } from '#connectors/kit/fleeting-file.ts'
import { SourceError } from '#connectors/kit/problem.ts'
import type { Stream } from '#connectors/kit/stream.ts'
import { dayIn } from '#connectors/kit/zone.ts'
import { landRows } from '#ingest/index.ts'
import type { ImportedFile } from '#schema/answer/import-report.ts'
import { addDays, type DayRange } from '#schema/day.ts'
import { PermilleError } from '#schema/error.ts'
import type { ConnectionConfig } from './connection-config.ts'
import { chosenAccounts } from './list-accounts.ts'
import type { LoadedSlice } from './loaded-days.ts'
import { type OpenConnection, openCaller } from './open-caller.ts'
import { planDays } from './plan-days.ts'
import type { SyncCounts } from './sync-log.ts'

/** One step of a sync: an account's days of a report, stored all or not at all. */
export interface SliceWork {
  readonly account: Account
  readonly stream: Stream
  readonly days: DayRange
}

/** What became of a step. */
export interface SliceOutcome extends SliceWork {
  readonly rows: number
  readonly quarantined: number
  readonly load: string | null
  readonly unknownColumns: readonly string[]
  /** Its rows beside the total the source states of them; `null` where it states none. */
  readonly checksum: ImportedFile['checksum']
  readonly problem: { readonly kind: string; readonly message: string; readonly remedy: string | null } | null
  /** Where files of its creatives can be had now. */
  readonly files: FleetingFiles
}

/** Stores a landed slice. */
export type StoreSlice = (path: string, work: SliceWork, observedAt: Date) => Promise<ImportedFile>

export interface SyncOptions {
  readonly config: ConnectionConfig
  /** Days somebody asked for. */
  readonly asked: { readonly from: string | null; readonly to: string | null } | null
  readonly timezone: string
  readonly loaded: readonly LoadedSlice[]
  readonly identifierKey: string
  readonly store: StoreSlice
  /** Steps done of all, what was stored, and rows that are on their way. */
  readonly onProgress: (done: number, all: number, counts: SyncCounts, fetching: number) => void
  /** Ends the sync before its end; the steps that are stored stay. */
  readonly signal?: AbortSignal
}

const TOLD_EVERY = 1000
const UNKNOWN = 'not known to this layout'

/** Kinds after which nothing else of the connection can be had either. */
const ENDS_ALL = new Set(['wrong_key', 'not_enabled', 'clock_skew', 'unreachable'])

/** The reports of a connection; throws `not_found` for one its source does not have. */
export function chosenStreams({ connector }: OpenConnection, config: ConnectionConfig): readonly Stream[] {
  const { streams } = connector.api
  if (config.reports === undefined) return streams.filter(({ byDefault }) => byDefault)
  return config.reports.map((id) => {
    const stream = streams.find((one) => one.id === id)
    if (stream !== undefined) return stream
    throw new PermilleError('not_found', `${connector.label} has no report ${id}`, {
      remedy: `its reports are ${streams.map((one) => one.id).join(', ')}`,
    })
  })
}

function problemOf(error: unknown): NonNullable<SliceOutcome['problem']> {
  if (error instanceof SourceError) {
    return { kind: error.problem.kind, message: error.message, remedy: error.remedy }
  }
  if (error instanceof PermilleError)
    return { kind: error.code, message: error.message, remedy: error.remedy }
  throw error
}

/** The same items; told after each so many how many there were since. */
async function* counted<Item>(items: AsyncIterable<Item>, tell: (more: number) => void): AsyncIterable<Item> {
  let more = 0
  for await (const item of items) {
    yield item
    if (++more < TOLD_EVERY) continue
    tell(more)
    more = 0
  }
}

/** Whether days are among those a daily sync asks for again; for older ones a total is not worth a request. */
function mayStillChange({ stream, days }: SliceWork, now: Date): boolean {
  return addDays(days.to, stream.refetchDays) >= dayIn('UTC', now)
}

async function runSlice(
  work: SliceWork,
  caller: ApiCaller,
  open: OpenConnection,
  { config, identifierKey, store }: SyncOptions,
  onFetched: (rows: number) => void,
): Promise<SliceOutcome> {
  await mkdir(open.scratch, { recursive: true })
  const folder = await mkdtemp(join(open.scratch, 'sync-'))
  const files: FleetingFiles = new Map()
  const nothing = { ...work, files, rows: 0, quarantined: 0, load: null, unknownColumns: [], checksum: null }
  try {
    const observedAt = open.clock.now()
    const path = join(folder, 'rows.ndjson')
    const context = {
      fields: caller.fields,
      account: work.account,
      ...work.days,
      version: config.version ?? open.connector.api.version ?? '',
    }
    const totals = mayStillChange(work, observedAt) ? 'asked' : 'told'
    const fetched = withoutFiles(fetchSlice(caller, work.stream, context, totals), work.stream.layout, files)
    const rows = counted(fetched, onFetched)
    await landRows(rows, path, { identifiers: work.stream.layout.identifiers ?? [], identifierKey })
    const { rows: kept, load, columns, refusal, checksum } = await store(path, work, observedAt)
    const unknown = columns.filter(({ reason }) => reason === UNKNOWN).map(({ header }) => header)
    const problem =
      refusal === null ? null : { kind: refusal.code, message: refusal.message, remedy: refusal.remedy }
    return {
      ...work,
      rows: kept.stored,
      quarantined: kept.quarantined,
      load,
      unknownColumns: unknown,
      checksum,
      problem,
      files,
    }
  } catch (error) {
    return { ...nothing, problem: problemOf(error) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Reads what is due of a connection, slice by slice; each is stored in one step with what was asked, so that a
 * sync cut off anywhere goes on with what is missing. A report that fails does not stop the others.
 */
export async function syncConnection(
  open: OpenConnection,
  options: SyncOptions,
): Promise<readonly SliceOutcome[]> {
  const { config, asked, loaded, onProgress, signal } = options
  const caller = openCaller(open, { ...(signal === undefined ? {} : { signal }) })
  const accounts = await chosenAccounts(caller, open, config)
  if (accounts.length === 0) {
    throw caller.error({ kind: 'not_enabled', said: 'the key may read no account' }, 'the list of accounts')
  }
  const works = accounts.flatMap((account) =>
    chosenStreams(open, config).flatMap((stream) => {
      const own = loaded.filter((slice) => slice.stream === stream.id && slice.account === account.id)
      const zone = account.zone ?? stream.layout.zone ?? options.timezone
      const plan = { stream, zone, since: config.since ?? null, asked, loaded: own, now: open.clock.now() }
      return planDays(plan).map((days): SliceWork => ({ account, stream, days }))
    }),
  )
  const outcomes: SliceOutcome[] = []
  const given = new Set<string>()
  let isOver = false
  let fetching = 0
  const isAborted = () => signal?.aborted === true
  const counts = (): SyncCounts => ({
    slices: outcomes.filter(({ problem }) => problem === null).length,
    rows: outcomes.reduce((sum, { rows }) => sum + rows, 0),
    ...caller.counts,
  })
  const limit = pLimit(open.connector.api.atOnce ?? 1)
  await Promise.all(
    works.map((work) =>
      limit(async () => {
        const line = `${work.account.id} ${work.stream.id}`
        if (isOver || given.has(line) || isAborted()) return
        let own = 0
        const outcome = await runSlice(work, caller, open, options, (rows) => {
          own += rows
          fetching += rows
          onProgress(outcomes.length, works.length, counts(), fetching)
        })
        fetching -= own
        if (isAborted() && outcome.problem !== null) return
        outcomes.push(outcome)
        if (outcome.problem !== null) {
          given.add(line)
          isOver ||= ENDS_ALL.has(outcome.problem.kind)
        }
        onProgress(outcomes.length, works.length, counts(), fetching)
      }),
    ),
  )
  signal?.throwIfAborted()
  onProgress(works.length, works.length, counts(), 0)
  return outcomes
}
