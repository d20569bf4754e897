import { z } from 'zod'
import { PermilleError } from '#schema/error.ts'
import { jsonContent, LOOK, type ServiceRoute } from './service-route.ts'

const Status = z.object({ status: z.literal('ok') })

export const healthz: ServiceRoute = {
  id: 'healthz',
  method: 'get',
  path: '/healthz',
  summary: 'Whether the process answers',
  right: null,
  content: jsonContent(Status),
  answer: (context) => context.json({ status: 'ok' }),
}

export const readyz: ServiceRoute = {
  id: 'readyz',
  method: 'get',
  path: '/readyz',
  summary: 'Whether questions can be answered: the store is there, and nobody is stopping the server',
  right: null,
  content: jsonContent(Status),
  async answer(context, { project, stopping }) {
    if (stopping.aborted) throw new PermilleError('unavailable', 'permille is being stopped')
    await project.answerVersion().catch((cause: unknown) => {
      throw new PermilleError('unavailable', 'the store does not answer', {
        remedy: 'see permille doctor',
        cause,
      })
    })
    return context.json({ status: 'ok' })
  },
}

export const metrics: ServiceRoute = {
  id: 'metrics',
  method: 'get',
  path: '/metrics',
  summary: 'Counts and times of requests, for Prometheus',
  right: LOOK,
  content: { 'text/plain': { schema: { type: 'string' } } },
  async answer(context, desk) {
    const { text, type } = await desk.metrics.read()
    return context.body(text, 200, { 'content-type': type })
  },
}
