import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { Job } from '#schema/answer/job.ts'

const JOBS_KEPT = 500
/** Work cut off longer ago than this is not taken up again. */
const RESUMED_WITHIN_MS = 24 * 3600 * 1000

const Row = z
  .object({
    ...Job.omit({ rowsPerSecond: true, secondsLeft: true, isCancelling: true, problem: true }).shape,
    code: z.string().nullable(),
    message: z.string().nullable(),
    remedy: z.string().nullable(),
  })
  .transform(({ code, message, remedy, ...row }) => ({
    ...row,
    problem: code === null ? null : { code, message: message ?? '', remedy },
  }))

const Running = z.object({ id: z.string(), operation: z.string(), isResumable: z.number() })

/** What to do about a job that was cut off; nothing where it is taken up again by itself. */
export function remedyOfCut(operation: string, isResumable: boolean): string | null {
  if (isResumable) return null
  return operation === 'import' ? 'import the same again: nothing is stored twice' : 'begin it again'
}

/** A job as it is written down. */
export type KeptJob = z.output<typeof Row>

/** A job that was cut off and can be asked for again. */
export interface CutJob {
  readonly id: string
  readonly operation: string
  readonly who: string
  readonly input: unknown
}

const FIELDS =
  'id, operation, title, who, state, startedAt, endedAt, fraction, rows, resumes, code, message, remedy'

/** Every job that was begun and how it ended. */
export class JobLog {
  readonly #state: DatabaseSync

  constructor(state: DatabaseSync, now: Date) {
    this.#state = state
    state.exec(`CREATE TABLE IF NOT EXISTS job (
      number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, operation TEXT NOT NULL, title TEXT NOT NULL,
      who TEXT NOT NULL, state TEXT NOT NULL, startedAt TEXT NOT NULL, endedAt TEXT, fraction REAL NOT NULL DEFAULT 0,
      rows INTEGER NOT NULL DEFAULT 0, resumes TEXT, code TEXT, message TEXT, remedy TEXT,
      input TEXT NOT NULL, isResumable INTEGER NOT NULL DEFAULT 0)`)
    // One process owns a project: what still runs in the log was cut off with its process.
    const cut = state.prepare("SELECT id, operation, isResumable FROM job WHERE state = 'running'").all()
    const end = state.prepare(
      "UPDATE job SET state = 'interrupted', endedAt = ?, code = 'unavailable', message = 'permille ended before it did', remedy = ? WHERE id = ?",
    )
    for (const { id, operation, isResumable } of cut.map((row) => Running.parse(row)))
      end.run(now.toISOString(), remedyOfCut(operation, isResumable === 1), id)
  }

  begin(job: KeptJob, input: unknown, isResumable: boolean): void {
    this.#state
      .prepare(
        'INSERT INTO job (id, operation, title, who, state, startedAt, resumes, input, isResumable) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        ...[job.id, job.operation, job.title, job.who, job.state, job.startedAt, job.resumes],
        ...[JSON.stringify(input ?? {}), isResumable ? 1 : 0],
      )
    this.#state.prepare('DELETE FROM job WHERE number <= (SELECT max(number) FROM job) - ?').run(JOBS_KEPT)
  }

  progress({ id, fraction, rows }: KeptJob): void {
    this.#state.prepare('UPDATE job SET fraction = ?, rows = ? WHERE id = ?').run(fraction, rows, id)
  }

  end({ id, state, endedAt, fraction, rows, problem }: KeptJob): void {
    this.#state
      .prepare(
        'UPDATE job SET state = ?, endedAt = ?, fraction = ?, rows = ?, code = ?, message = ?, remedy = ? WHERE id = ?',
      )
      .run(
        ...[state, endedAt, fraction, rows],
        ...[problem?.code ?? null, problem?.message ?? null, problem?.remedy ?? null, id],
      )
  }

  /** The newest jobs, newest first. */
  list(limit: number): readonly KeptJob[] {
    return this.#state
      .prepare(`SELECT ${FIELDS} FROM job ORDER BY number DESC LIMIT ?`)
      .all(limit)
      .map((row) => Row.parse(row))
  }

  find(id: string): KeptJob | null {
    const row = this.#state.prepare(`SELECT ${FIELDS} FROM job WHERE id = ?`).get(id)
    return row === undefined ? null : Row.parse(row)
  }

  /** Jobs that were cut off lately and may be asked for again, once: each is told to nobody else afterwards. */
  takeCut(now: Date): readonly CutJob[] {
    const since = new Date(now.getTime() - RESUMED_WITHIN_MS).toISOString()
    const rows = this.#state
      .prepare(
        "SELECT id, operation, who, input FROM job WHERE state = 'interrupted' AND isResumable = 1 AND resumes IS NULL AND endedAt >= ? ORDER BY number",
      )
      .all(since)
    this.#state.exec('UPDATE job SET isResumable = 0')
    const Cut = z.object({ id: z.string(), operation: z.string(), who: z.string(), input: z.string() })
    return rows
      .map((row) => Cut.parse(row))
      .map(({ input, ...cut }) => ({ ...cut, input: JSON.parse(input) }))
  }
}
