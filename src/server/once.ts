import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { Operation } from '#engine/index.ts'
import { PermilleError } from '#schema/error.ts'
import type { Desk } from './desk.ts'
import type { Env } from './env.ts'

export const KEY_HEADER = 'idempotency-key'

function keyedRequest(key: string, operation: Operation, input: unknown, caller: string) {
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new PermilleError('usage', 'an Idempotency-Key has 1 to 200 printable characters', {
      remedy: 'use a random id, such as a UUID',
    })
  }
  const request = createHash('sha256').update(JSON.stringify(input)).digest('hex')
  return { key: JSON.stringify([caller, operation.name, key]), request }
}

/** The answer of a change: under a key it was asked by before, the answer given then. */
export async function answerOnce(
  context: Context<Env>,
  { project }: Desk,
  operation: Operation,
  asked: { readonly input: unknown; readonly answer: () => Promise<unknown> },
): Promise<unknown> {
  const key = context.req.header(KEY_HEADER)
  if (key === undefined || operation.kind === 'question') return asked.answer()
  const keyed = keyedRequest(key, operation, asked.input, context.get('caller').name)
  const known = project.keptAnswers.claim(keyed)
  if (known !== null) {
    if (known.answer === null) {
      throw new PermilleError(
        'conflict',
        'this was done already, and its answer held a secret that is not kept',
        {
          remedy: 'ask for it anew under another key',
        },
      )
    }
    context.header('idempotency-replayed', 'true')
    return JSON.parse(known.answer)
  }
  try {
    const answer = await asked.answer()
    const written = operation.answersSecret === true ? null : JSON.stringify(operation.writtenDown(answer))
    project.keptAnswers.keep(keyed, JSON.stringify(answer), written)
    return answer
  } catch (error) {
    project.keptAnswers.release(keyed)
    throw error
  }
}
