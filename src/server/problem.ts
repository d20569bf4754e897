import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type ErrorCode, PermilleError } from '#schema/error.ts'

const STATUS: Readonly<Record<ErrorCode, ContentfulStatusCode>> = {
  usage: 400,
  input_refused: 422,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  busy: 423,
  forbidden: 403,
  too_large: 413,
  unsupported: 501,
  unavailable: 503,
  internal: 500,
}

/** An error as RFC 9457 problem+json; what is not ours is told without its inner text. */
export function problem(context: Context, error: unknown): Response {
  const known =
    error instanceof PermilleError
      ? error
      : new PermilleError('internal', 'something unexpected happened', {
          remedy: 'see what the server printed',
        })
  if (!(error instanceof PermilleError)) console.error(error)
  const status = STATUS[known.code]
  return context.json(
    {
      type: `https://permille.dev/problems/${known.code}`,
      title: known.code.replaceAll('_', ' '),
      status,
      detail: known.message,
      code: known.code,
      remedy: known.remedy,
      ...known.details,
    },
    status,
    {
      'content-type': 'application/problem+json',
      // What was too large is not read to its end, so the connection carries no further request.
      ...(known.code === 'too_large' ? { connection: 'close' } : {}),
    },
  )
}
