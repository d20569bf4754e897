import type { Hono } from 'hono'
import type { Caller, Project } from '#engine/index.ts'
import type { Entry } from './entry.ts'
import type { Env } from './env.ts'
import type { KeptAnswers } from './kept-answers.ts'
import type { Pace } from './pace.ts'
import type { ServerMetrics } from './server-metrics.ts'

export type App = Hono<Env>

/** A route another surface answers, for callers that may look. */
export interface Mount {
  readonly path: string
  answer(
    request: Request,
    asked: { readonly project: Project; readonly caller: Caller; readonly address: string },
  ): Promise<Response>
}

/** What every route may use. */
export interface Desk {
  readonly project: Project
  readonly entry: Entry
  /** Token of the process that owns the project; other commands on this machine know it. */
  readonly ownerToken: string
  readonly metrics: ServerMetrics
  readonly kept: KeptAnswers
  /** How often one caller, and one address, may ask. */
  readonly pace: { readonly caller: Pace; readonly address: Pace }
  /** Differs from start to start, for answers that must not outlive one. */
  readonly run: string
  /** Given once somebody stops the server. */
  readonly stopping: AbortSignal
}
