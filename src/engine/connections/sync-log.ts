import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'

const Run = z.object({
  run: z.number(),
  connection: z.string(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  state: z.enum(['running', 'done', 'failed', 'interrupted']),
  slices: z.number(),
  rows: z.number(),
  requests: z.number(),
  retries: z.number(),
  bytes: z.number(),
  waitedSeconds: z.number(),
  problem: z.string().nullable(),
  message: z.string().nullable(),
})
export type SyncRun = z.infer<typeof Run>

/** What a sync did, as it goes on. */
export type SyncCounts = Pick<SyncRun, 'slices' | 'rows' | 'requests' | 'retries' | 'bytes' | 'waitedSeconds'>

/** Every sync that was begun: what it cost and how it ended. Nothing depends on it; which days are loaded, the store knows. */
export class SyncLog {
  readonly #state: DatabaseSync

  constructor(state: DatabaseSync) {
    this.#state = state
    this.#state.exec(`CREATE TABLE IF NOT EXISTS sync_run (
      run INTEGER PRIMARY KEY, connection TEXT NOT NULL, startedAt TEXT NOT NULL, endedAt TEXT, state TEXT NOT NULL,
      slices INTEGER NOT NULL DEFAULT 0, rows INTEGER NOT NULL DEFAULT 0, requests INTEGER NOT NULL DEFAULT 0,
      retries INTEGER NOT NULL DEFAULT 0, bytes INTEGER NOT NULL DEFAULT 0, waitedSeconds REAL NOT NULL DEFAULT 0,
      problem TEXT, message TEXT)`)
    // One process owns a project: what still runs in the log was cut off with its process.
    this.#state.exec("UPDATE sync_run SET state = 'interrupted' WHERE state = 'running'")
  }

  begin(connection: string, at: Date): number {
    const { lastInsertRowid } = this.#state
      .prepare("INSERT INTO sync_run (connection, startedAt, state) VALUES (?, ?, 'running')")
      .run(connection, at.toISOString())
    return Number(lastInsertRowid)
  }

  progress(run: number, counts: SyncCounts): void {
    this.#state
      .prepare(
        'UPDATE sync_run SET slices = ?, rows = ?, requests = ?, retries = ?, bytes = ?, waitedSeconds = ? WHERE run = ?',
      )
      .run(
        counts.slices,
        counts.rows,
        counts.requests,
        counts.retries,
        counts.bytes,
        counts.waitedSeconds,
        run,
      )
  }

  end(run: number, at: Date, problem: { readonly kind: string; readonly message: string } | null): void {
    this.#state
      .prepare('UPDATE sync_run SET endedAt = ?, state = ?, problem = ?, message = ? WHERE run = ?')
      .run(
        at.toISOString(),
        problem === null ? 'done' : 'failed',
        problem?.kind ?? null,
        problem?.message ?? null,
        run,
      )
  }

  /** The newest runs, of one connection or of all. */
  runs(limit: number, connection?: string): readonly SyncRun[] {
    const where = connection === undefined ? '' : 'WHERE connection = ?'
    return this.#state
      .prepare(`SELECT * FROM sync_run ${where} ORDER BY run DESC LIMIT ?`)
      .all(...(connection === undefined ? [] : [connection]), limit)
      .map((row) => Run.parse(row))
  }
}
