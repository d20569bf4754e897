import { createHmac } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { type Caller, LOCAL, type Right, requireRight, sameSecret } from '#engine/index.ts'
import { PermilleError } from '#schema/error.ts'
import type { Desk } from './desk.ts'
import type { Env } from './env.ts'

export const CSRF_HEADER = 'x-csrf-token'

/** What a page of ours sends along with a change; it follows from the session and cannot be told from outside. */
export function csrfOf(session: string): string {
  return createHmac('sha256', session).update('csrf').digest('base64url')
}

function bearerOf(context: Context<Env>): string | null {
  const [, secret = ''] = /^Bearer +(\S+) *$/i.exec(context.req.header('authorization') ?? '') ?? []
  return secret === '' ? null : secret
}

/** The session of a cookie, where people sign in. */
export function sessionOf(context: Context<Env>, { entry }: Desk): string | null {
  return entry.signInRequired ? (getCookie(context, entry.cookie) ?? null) : null
}

/** Throws `forbidden` for a change that a page of ours did not send. */
export function requireCsrf(context: Context<Env>, session: string): void {
  if (context.req.method === 'GET' || context.req.method === 'HEAD') return
  const sent = context.req.header(CSRF_HEADER)
  if (sent !== undefined && sameSecret(sent, csrfOf(session))) return
  throw new PermilleError('forbidden', 'the request does not come from the page', {
    remedy: `reload the page; a program sends a token instead of a cookie, or the csrf of /api/v1/session as ${CSRF_HEADER}`,
  })
}

/** Who asks: by a token, by the session of a cookie, or as the machine's own where nobody signs in. */
function callerOf(context: Context<Env>, desk: Desk): Caller {
  const { project, entry, ownerToken } = desk
  const secret = bearerOf(context)
  if (secret !== null) return sameSecret(secret, ownerToken) ? LOCAL : project.access.callerOfToken(secret)
  if (!entry.signInRequired) return LOCAL
  const session = sessionOf(context, desk)
  const caller = session === null ? null : project.access.callerOfSession(session)
  if (session === null || caller === null) {
    throw new PermilleError('unauthenticated', 'sign in first', {
      remedy: 'open the page and sign in, or send Authorization: Bearer with a token',
    })
  }
  requireCsrf(context, session)
  return caller
}

/** Lets a request on where its caller has the right. */
export function authorise(desk: Desk, right: Right): MiddlewareHandler<Env> {
  return async (context, next) => {
    const caller = callerOf(context, desk)
    if (caller !== LOCAL) desk.pace.caller(caller.name)
    requireRight(caller, right)
    context.set('caller', caller)
    await next()
  }
}
