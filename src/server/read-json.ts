import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { z } from 'zod'
import { PermilleError } from '#schema/error.ts'
import type { Env } from './env.ts'

const MB = 1_000_000

/** Refuses a body of more than so many bytes. */
export function limitBody(largest = MB) {
  return bodyLimit({
    maxSize: largest,
    onError: () => {
      throw new PermilleError('too_large', `the request is larger than ${largest / MB} MB`)
    },
  })
}

/** Refuses a body of more than 1 MB. */
export const limitJson = limitBody()

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

/** The JSON of a body as a schema reads it; throws `usage` for anything else. */
export async function readBody<Schema extends z.ZodType>(
  context: Context<Env>,
  schema: Schema,
): Promise<z.output<Schema>> {
  const read = schema.safeParse(await readJson(context))
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new PermilleError('usage', `${issue?.path.join('.') || 'the body'}: ${issue?.message}`)
}
