import { isTransient, PROBLEMS, type ProblemKind } from '#connectors/kit/problem.ts'
import type { SyncRun } from './sync-log.ts'

/** Minutes after which a sync that failed is begun again; after the last one it waits for the next day. */
const AGAIN_AFTER = [15, 60, 180]
const MINUTE = 60_000
/** Reports that were not ready, or not made, may be by then. */
const LATER = new Set<ProblemKind>(['job_pending', 'job_failed', 'job_expired'])

/** Most syncs of one connection that belong to one hour of the schedule. */
export const MOST_TRIES = AGAIN_AFTER.length + 1

/** Whether what went wrong may be gone by itself. */
export function isPassing(problem: string | null): boolean {
  const kind = Object.keys(PROBLEMS).find((one): one is ProblemKind => one === problem)
  return kind !== undefined && (isTransient({ kind }) || LATER.has(kind))
}

/** Whether a sync is to be begun again, after those that were since its hour, the newest first: one was cut off, or failed by what may pass. */
export function isAgainDue(
  tries: readonly Pick<SyncRun, 'startedAt' | 'state' | 'problem'>[],
  now: Date,
): boolean {
  const [last] = tries
  const wait = AGAIN_AFTER[tries.length - 1]
  if (last === undefined || wait === undefined) return false
  if (last.state === 'interrupted') return true
  const passed = now.getTime() - new Date(last.startedAt).getTime()
  return last.state === 'failed' && isPassing(last.problem) && passed >= wait * MINUTE
}
