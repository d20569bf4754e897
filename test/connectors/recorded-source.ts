import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FieldValues } from '#connectors/kit/auth/auth.ts'
import { RateLimiter } from '#connectors/kit/rate-limit.ts'
import { TOTAL_MARK } from '#connectors/kit/stated-total.ts'
import { type ConnectionCheck, checkConnection } from '#engine/connections/check-connection.ts'
import { findConnector } from '#engine/connections/find-connector.ts'
import type { OpenConnection } from '#engine/connections/open-caller.ts'
import { syncConnection } from '#engine/connections/sync-connection.ts'
import type { SyncCounts } from '#engine/connections/sync-log.ts'
import { emptyReport } from '#ingest/import-table.ts'
import { openHttp } from '#net/http-client.ts'
import { PermilleError } from '#schema/error.ts'
import type { RecordedExchange, Recording } from './recording.ts'
import { type ReplayServer, startReplay } from './replay-server.ts'
import { VirtualClock } from './virtual-clock.ts'

/** What a sync brought, before any store sees it. */
export interface BroughtRows {
  /** Kinds of what went wrong. */
  readonly problems: readonly string[]
  readonly counts: SyncCounts
  /** Rows as they land, behind report and account, sorted. */
  readonly rows: readonly string[]
  /** Addresses of files that end soon, by the id of the creative; they are in no row. */
  readonly files: Readonly<Record<string, string>>
}

/**
 * A connection whose source is a replay of recorded answers, without a project: everything a sync does short of
 * storing. What depends on a source alone is tested here, since storing takes a hundred times as long.
 */
export interface RecordedSource {
  readonly replay: ReplayServer
  readonly clock: VirtualClock
  sync(): Promise<BroughtRows>
  check(): Promise<ConnectionCheck>
  close(): Promise<void>
}

/** Opens a source by its recording, or with other answers; `patienceMs` is how long a server may be silent. */
export async function openRecordedSource(
  source: string,
  recording: Recording,
  more: { readonly exchanges?: readonly RecordedExchange[]; readonly patienceMs?: number } = {},
): Promise<RecordedSource> {
  const { exchanges = recording.exchanges, patienceMs } = more
  const connector = findConnector(source)
  const clock = new VirtualClock(recording.clock)
  const replay = await startReplay(exchanges, {
    spared: [...recording.tokens, ...recording.accounts],
    now: () => clock.now(),
  })
  const patience = patienceMs === undefined ? {} : { answerWithinMs: patienceMs, silenceMs: patienceMs }
  const http = openHttp({ replayAt: replay.url, ...patience })
  const scratch = mkdtempSync(join(tmpdir(), 'permille-source-'))
  const limiter = new RateLimiter(connector.api.limits, clock)
  let fields: FieldValues = recording.fields
  const open = (): OpenConnection => ({
    name: source,
    connector,
    fields,
    http,
    clock,
    limiter,
    scratch,
    async onRotated(field, value) {
      fields = { ...fields, [field]: value }
    },
  })
  const config = {
    source,
    fields: recording.fields,
    since: recording.since,
    paused: false,
    ...(recording.reports === undefined ? {} : { reports: recording.reports }),
  }
  const kindOf = (error: unknown) => {
    if (!(error instanceof PermilleError)) throw error
    return typeof error.details.kind === 'string' ? error.details.kind : error.code
  }
  return {
    replay,
    clock,
    async sync() {
      const rows: string[] = []
      let counts: SyncCounts = { slices: 0, rows: 0, requests: 0, retries: 0, bytes: 0, waitedSeconds: 0 }
      try {
        const outcomes = await syncConnection(open(), {
          config,
          asked: null,
          timezone: 'UTC',
          loaded: [],
          identifierKey: 'test',
          async store(path, { account, stream }) {
            const landed = readFileSync(path, 'utf8').split('\n').filter(Boolean)
            const lines = landed.filter((line) => !line.includes(`"${TOTAL_MARK}"`))
            rows.push(...lines.map((line) => `${stream.id} ${account.id} ${line}`))
            const count = { read: lines.length, stored: lines.length, quarantined: 0, totals: 0, blank: 0 }
            return { ...emptyReport(path), rows: count }
          },
          onProgress: (_done, _all, now) => {
            counts = now
          },
        })
        const problems = outcomes.flatMap(({ problem }) => (problem === null ? [] : [problem.kind]))
        const files = Object.fromEntries(outcomes.flatMap((outcome) => [...outcome.files]))
        return { problems, counts, rows: rows.toSorted(), files }
      } catch (error) {
        return { problems: [kindOf(error)], counts, rows, files: {} }
      }
    },
    check: () => checkConnection(open(), config, 'UTC'),
    async close() {
      await http.close()
      await replay.close()
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}
