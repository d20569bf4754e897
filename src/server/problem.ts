import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type ErrorCode, PermilleError } from '#schema/error.ts'
import type { Env } from './env.ts'

const STATUS: Readonly<Record<ErrorCode, ContentfulStatusCode>> = {
  usage: 400,
  input_refused: 422,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  busy: 423,
  unauthenticated: 401,
  forbidden: 403,
  rate_limited: 429,
  too_large: 413,
  unsupported: 501,
  unavailable: 503,
  internal: 500,
}

/** An error as RFC 9457 problem+json; what is not ours is told without its inner text. */
export function problem(context: Context<Env>, error: unknown): Response {
  const known =
    error instanceof PermilleError
      ? error
      : new PermilleError('internal', 'something unexpected happened', {
          remedy: 'see what the server printed',
        })
  const requestId = context.get('requestId')
  if (!(error instanceof PermilleError)) console.error(`request ${requestId}:`, error)
  const status = STATUS[known.code]
  const { retryAfter } = known.details
  return context.json(
    {
      type: `https://permille.dev/problems/${known.code}`,
      title: known.code.replaceAll('_', ' '),
      status,
      detail: known.message,
      code: known.code,
      remedy: known.remedy,
      requestId,
      ...known.details,
    },
    status,
    {
      'content-type': 'application/problem+json',
      // What was too large is not read to its end, so the connection carries no further request.
      ...(known.code === 'unauthenticated' ? { 'www-authenticate': 'Bearer realm="permille"' } : {}),
      ...(typeof retryAfter === 'number' ? { 'retry-after': String(retryAfter) } : {}),
      'cache-control': 'no-store',
      ...(known.code === 'too_large' ? { connection: 'close' } : {}),
    },
  )
}
