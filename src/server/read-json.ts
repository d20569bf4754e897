import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { PermilleError } from '#schema/error.ts'
import type { Env } from './env.ts'

/** Refuses a body of more than 1 MB. */
export const limitJson = bodyLimit({
  maxSize: 1_000_000,
  onError: () => {
    throw new PermilleError('too_large', 'the request is larger than 1 MB')
  },
})

/** The JSON of a body; throws `usage` for anything else, a form of another page included. */
export async function readJson(context: Context<Env>): Promise<unknown> {
  const type = context.req.header('content-type') ?? ''
  if (!type.startsWith('application/json')) {
    throw new PermilleError('usage', 'the body must be JSON', {
      remedy: 'send Content-Type: application/json',
    })
  }
  return context.req.json().catch(() => {
    throw new PermilleError('usage', 'the body is not valid JSON')
  })
}
