import type { Context } from 'hono'
import { z } from 'zod'
import type { Operation, OperationContext } from '#engine/index.ts'
import { Job } from '#schema/answer/job.ts'
import { PermilleError } from '#schema/error.ts'
import type { Env } from './env.ts'

/** Work that was begun. */
export const JobBegun = z.object({ job: Job })

/** What somebody gets who does not wait: the job, or the answer where there was nothing to wait for. */
export const Begun = z.union([JobBegun, z.object({ answer: z.unknown() })])
type Begun = z.infer<typeof Begun>

/** Whether a request does not wait for long work (`Prefer: respond-async` of RFC 7240). */
export function wantsJob(context: Context<Env>, { isLong }: Operation): boolean {
  return isLong && /(^|,)\s*respond-async\s*(,|;|$)/i.test(context.req.header('prefer') ?? '')
}

/** Begins work and answers its job at once, or what it answered before it became one. */
export function answerOfJob(
  begin: (onJob: NonNullable<OperationContext['onJob']>) => Promise<unknown>,
): Promise<Begun> {
  return new Promise((resolve, reject) => {
    begin((job) => resolve({ job })).then(
      (answer) => resolve({ answer }),
      (error: unknown) => {
        // Nobody waits any more where the job was answered; it holds what went wrong.
        if (!(error instanceof PermilleError)) console.error('job:', error)
        reject(error)
      },
    )
  })
}

/** Sends a job that was begun, with the address it is at. */
export function sendBegun(context: Context<Env>, begun: Begun): Response {
  if (!('job' in begun)) return context.json(begun.answer)
  context.header('location', `/api/v1/jobs/${begun.job.id}`)
  context.header('preference-applied', 'respond-async')
  return context.json(begun, 202)
}
