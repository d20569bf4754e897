import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { z } from 'zod'
import { hasRight, OPERATIONS, type Right, rightOf } from '#engine/index.ts'
import { Job } from '#schema/answer/job.ts'
import type { Desk } from '../desk.ts'
import type { Env } from '../env.ts'
import { jsonContent, type ServiceRoute } from './service-route.ts'

const BEAT_MS = 15_000

/** Whoever may list jobs may look at one. */
const SEE_JOBS: Right = { role: 'viewer', operations: ['jobs'] }

const ID = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }] as const
const EVENTS = {
  'text/event-stream': {
    schema: { type: 'string', description: 'events named job, each with a job as JSON' },
  },
} as const

/** What a job answered, for those who might have asked for it. */
function answerOf(context: Context<Env>, { project }: Desk, job: Job): unknown {
  const operation = OPERATIONS.find(({ name }) => name === job.operation)
  if (operation === undefined || !hasRight(context.get('caller'), rightOf(operation))) return null
  return project.jobs.answer(job.id)
}

export const job: ServiceRoute = {
  id: 'job',
  method: 'get',
  path: '/api/v1/jobs/{id}',
  summary: 'A job, and what it answered once it is done',
  right: SEE_JOBS,
  parameters: ID,
  content: jsonContent(z.object({ ...Job.shape, answer: z.unknown() })),
  answer(context, desk) {
    const found = desk.project.jobs.require(context.req.param('id') ?? '')
    return context.json({ ...found, answer: answerOf(context, desk, found) })
  },
}

/** Sends jobs as they change until `isLast` is told of one, the reader leaves, or the server stops. */
function sendEvents(
  context: Context<Env>,
  { project, stopping }: Desk,
  { now, isMeant, isLast }: { now: readonly Job[]; isMeant(job: Job): boolean; isLast(job: Job): boolean },
): Response {
  // A proxy that collects answers would hold events back.
  context.header('x-accel-buffering', 'no')
  const response = streamSSE(context, async (stream) => {
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    let sent: Promise<unknown> = Promise.resolve()
    const send = (one: Job) => {
      sent = sent
        .then(() => stream.writeSSE({ event: 'job', id: one.id, data: JSON.stringify(one) }))
        .catch(() => {})
      if (isLast(one)) end()
    }
    stream.onAbort(end)
    stopping.addEventListener('abort', () => end())
    const forget = project.jobs.listen((one) => {
      if (isMeant(one)) send(one)
    })
    const beat = setInterval(() => stream.write(': still here\n\n').catch(() => {}), BEAT_MS)
    try {
      for (const one of now) send(one)
      if (!stopping.aborted) await ended
      await sent
    } finally {
      clearInterval(beat)
      forget()
    }
  })
  // A server that stops does not wait for another request on it.
  response.headers.set('connection', 'close')
  return response
}

export const jobEvents: ServiceRoute = {
  id: 'job-events',
  method: 'get',
  path: '/api/v1/jobs/{id}/events',
  summary: 'A job as it goes on, as server-sent events until it ends',
  right: SEE_JOBS,
  parameters: ID,
  content: EVENTS,
  answer(context, desk) {
    const found = desk.project.jobs.require(context.req.param('id') ?? '')
    return sendEvents(context, desk, {
      now: [found],
      isMeant: ({ id }) => id === found.id,
      isLast: ({ state }) => state !== 'running',
    })
  },
}

export const allJobEvents: ServiceRoute = {
  id: 'all-job-events',
  method: 'get',
  path: '/api/v1/jobs/events',
  summary:
    'What runs, and every change of any job until nothing runs, as server-sent events; 204 where nothing does',
  right: SEE_JOBS,
  content: EVENTS,
  answer(context, desk) {
    const { jobs } = desk.project
    const now = jobs.running
    if (now.length === 0) return context.body(null, 204)
    return sendEvents(context, desk, {
      now,
      isMeant: () => true,
      isLast: () => jobs.running.length === 0,
    })
  },
}
