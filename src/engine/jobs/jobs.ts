import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { LRUCache } from 'lru-cache'
import type { Job } from '#schema/answer/job.ts'
import { PermilleError } from '#schema/error.ts'
import type { LoadProgress } from '#warehouse/warehouse.ts'
import { type CutJob, JobLog, type KeptJob, remedyOfCut } from './job-log.ts'
import { paceOf } from './pace.ts'

const WRITTEN_EVERY_MS = 1000
const TOLD_EVERY_MS = 250
const ANSWERS_KEPT = 50

/** What a job is begun with. */
export interface JobPlan {
  readonly operation: string
  readonly title: string
  readonly who: string
  /** As it may be written down: without secrets. */
  readonly input: unknown
  /** Whether asking for the same again goes on where it was cut off. */
  readonly isResumable: boolean
  readonly resumes: string | null
}

/** What long work is given to say how far it is, and to see that it is to stop. */
export interface JobHandle {
  readonly onProgress: LoadProgress
  readonly signal: AbortSignal
}

interface Running {
  job: KeptJob
  readonly isResumable: boolean
  readonly since: number
  readonly stop: AbortController
  written: number
  told: number
  readonly ended: Promise<void>
  readonly end: () => void
}

type Listener = (job: Job) => void

/** Ends a job because somebody asked for it. */
class Cancelled extends PermilleError {
  constructor(who: string) {
    super('conflict', `it was cancelled by ${who}`)
  }
}

/** Long work: what runs, how far it is, and what ran before. */
export class Jobs {
  readonly #log: JobLog
  readonly #running = new Map<string, Running>()
  readonly #listeners = new Set<Listener>()
  /** In memory only: the report of an import shows values of the file, which may name devices and people. */
  readonly #answers = new LRUCache<string, { readonly answer: unknown }>({ max: ANSWERS_KEPT })
  #isClosing = false

  constructor(state: DatabaseSync) {
    this.#log = new JobLog(state, new Date())
  }

  /** Runs work as a job; `onBegun` is told of it before it does anything. */
  async run<Answer>(
    plan: JobPlan,
    work: (handle: JobHandle) => Promise<Answer>,
    onBegun: (job: Job) => void = () => {},
  ): Promise<Answer> {
    const running = this.#begin(plan)
    onBegun(this.#described(running.job))
    const { signal } = running.stop
    try {
      signal.throwIfAborted()
      const answer = await work({ signal, onProgress: (now) => this.#progress(running, now) })
      this.#answers.set(running.job.id, { answer })
      this.#end(running, { state: 'done', problem: null })
      return answer
    } catch (error) {
      // Work that was told to stop fails in its own way; why it was told is what ended it.
      const cause = signal.aborted ? signal.reason : error
      const known =
        cause instanceof PermilleError
          ? cause
          : new PermilleError('internal', 'something unexpected happened')
      const state = signal.aborted ? (cause instanceof Cancelled ? 'cancelled' : 'interrupted') : 'failed'
      const { code, message, remedy } = known
      this.#end(running, { state, problem: { code, message, remedy } })
      throw signal.aborted ? cause : error
    }
  }

  #begin({ operation, title, who, input, isResumable, resumes }: JobPlan): Running {
    if (this.#isClosing) throw new PermilleError('unavailable', 'permille is being stopped')
    const now = new Date()
    const { promise, resolve } = Promise.withResolvers<void>()
    const running: Running = {
      job: {
        ...{ id: randomUUID(), operation, title, who, state: 'running', startedAt: now.toISOString() },
        ...{ endedAt: null, fraction: 0, rows: 0, resumes, problem: null },
      },
      isResumable,
      since: now.getTime(),
      stop: new AbortController(),
      written: now.getTime(),
      told: 0,
      ended: promise,
      end: resolve,
    }
    this.#log.begin(running.job, input, isResumable)
    this.#running.set(running.job.id, running)
    this.#tell(running)
    return running
  }

  #progress(running: Running, { fraction, rows }: { fraction: number; rows: number }): void {
    if (running.job.state !== 'running') return
    running.job = {
      ...running.job,
      fraction: Math.max(running.job.fraction, Math.min(1, fraction)),
      rows: Math.max(running.job.rows, rows),
    }
    const now = Date.now()
    if (now - running.written >= WRITTEN_EVERY_MS) {
      running.written = now
      this.#log.progress(running.job)
    }
    if (now - running.told >= TOLD_EVERY_MS) this.#tell(running)
  }

  #end(running: Running, how: Pick<KeptJob, 'state' | 'problem'>): void {
    const endedAt = new Date().toISOString()
    const fraction = how.state === 'done' ? 1 : running.job.fraction
    running.job = { ...running.job, ...how, fraction, endedAt }
    this.#log.end(running.job)
    this.#running.delete(running.job.id)
    this.#tell(running)
    running.end()
  }

  #tell(running: Running): void {
    running.told = Date.now()
    const job = this.#described(running.job)
    for (const listener of this.#listeners) listener(job)
  }

  #described(kept: KeptJob): Job {
    const running = this.#running.get(kept.id)
    const job = running?.job ?? kept
    const until = job.endedAt === null ? Date.now() : Date.parse(job.endedAt)
    const pace = paceOf((until - Date.parse(job.startedAt)) / 1000, job)
    return {
      ...job,
      rowsPerSecond: pace.rowsPerSecond,
      secondsLeft: job.state === 'running' ? pace.secondsLeft : null,
      isCancelling: job.state === 'running' && running?.stop.signal.aborted === true,
    }
  }

  /** The jobs that run now. */
  get running(): readonly Job[] {
    return [...this.#running.values()].map(({ job }) => this.#described(job))
  }

  /** The newest jobs, newest first. */
  list(limit: number): readonly Job[] {
    return this.#log.list(limit).map((job) => this.#described(job))
  }

  /** A job by its id; throws `not_found`. */
  require(id: string): Job {
    const found = this.#log.find(id)
    if (found !== null) return this.#described(found)
    throw new PermilleError('not_found', `there is no job ${id}`, { remedy: 'see `permille jobs`' })
  }

  /** What a job answered; `null` while it has not, and where a former process or many jobs lie between. */
  answer(id: string): unknown {
    return this.#answers.get(id)?.answer ?? null
  }

  /** Tells a job to stop; it ends as soon as nothing half done is left. Throws `conflict` for one that has ended. */
  cancel(id: string, who: string): Job {
    const job = this.require(id)
    const running = this.#running.get(id)
    if (running === undefined) {
      throw new PermilleError('conflict', `the job has ended already: ${job.state}`)
    }
    if (!running.stop.signal.aborted) running.stop.abort(new Cancelled(who))
    this.#tell(running)
    return this.#described(running.job)
  }

  /** Waits until nothing runs any more. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all([...this.#running.values()].map(({ ended }) => ended))
  }

  /** Tells of every change of every job from now on; answers how to end that. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Jobs that were cut off lately and go on when they are asked for again; each is answered once. */
  takeCut(): readonly CutJob[] {
    return this.#log.takeCut(new Date())
  }

  /** Stops what runs, as it would be when the process ends. */
  async close(): Promise<void> {
    this.#isClosing = true
    const running = [...this.#running.values()]
    for (const { stop, job, isResumable } of running) {
      if (stop.signal.aborted) continue
      const remedy = remedyOfCut(job.operation, isResumable)
      stop.abort(new PermilleError('unavailable', 'permille was stopped', remedy === null ? {} : { remedy }))
    }
    await Promise.all(running.map(({ ended }) => ended))
  }
}
