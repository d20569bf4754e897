import type { Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import { type BegunSession, SESSION_MS } from '#engine/index.ts'
import { PermilleError } from '#schema/error.ts'
import { Role } from '#schema/role.ts'
import { csrfOf, requireCsrf, sessionOf } from '../authorise.ts'
import type { Desk } from '../desk.ts'
import type { Env } from '../env.ts'
import { readBody } from '../read-json.ts'
import { remoteAddress } from '../remote-address.ts'
import { jsonContent, type ServiceRoute } from './service-route.ts'

const SessionAnswer = z.object({
  signInRequired: z.boolean(),
  user: z.object({ name: z.string(), role: Role }).nullable(),
  /** To be sent as x-csrf-token with everything but GET. */
  csrf: z.string().nullable(),
  /** The identity provider people may sign in through, as its button calls it. */
  provider: z.string().nullable(),
})

const Password = z.string().min(1).max(1000)
const SignIn = z.strictObject({ name: z.string().min(1).max(200), password: Password })
const Accept = z.strictObject({ code: z.string().min(1).max(200), password: Password })

function cookieOptions({ entry }: Desk) {
  return { httpOnly: true, sameSite: 'Strict', path: '/', secure: entry.isSecure } as const
}

/** Puts a session that began into the cookie; the one the request came with ends. */
export function keepSession(context: Context<Env>, desk: Desk, { secret }: BegunSession): void {
  const former = sessionOf(context, desk)
  if (former !== null) desk.project.access.signOut(former)
  setCookie(context, desk.entry.cookie, secret, { ...cookieOptions(desk), maxAge: SESSION_MS / 1000 })
}

function sessionAnswer(desk: Desk, said: Pick<z.infer<typeof SessionAnswer>, 'user' | 'csrf'>) {
  const { signInRequired } = desk.entry
  const provider = signInRequired ? (desk.project.config.signIn.oidc?.label ?? null) : null
  return { signInRequired, ...said, provider }
}

/** Throws `conflict` where nobody has to sign in. */
export function requireSignIn({ entry }: Desk): void {
  if (entry.signInRequired) return
  throw new PermilleError('conflict', 'nobody signs in on this machine', {
    remedy: 'permille serve --host or --public-url lets others in',
  })
}

export const readSession: ServiceRoute = {
  id: 'session',
  method: 'get',
  path: '/api/v1/session',
  summary: 'Who is signed in, and whether anybody has to',
  right: null,
  content: jsonContent(SessionAnswer),
  answer(context, desk) {
    const session = sessionOf(context, desk)
    const caller = session === null ? null : desk.project.access.callerOfSession(session)
    if (session === null || caller === null)
      return context.json(sessionAnswer(desk, { user: null, csrf: null }))
    const { name, role } = caller
    return context.json(sessionAnswer(desk, { user: { name, role }, csrf: csrfOf(session) }))
  },
}

/** A route that begins a session by what its body proves. */
function beginsSession<Body extends z.ZodType>(
  said: Pick<ServiceRoute, 'id' | 'path' | 'summary'>,
  body: Body,
  begin: (access: Desk['project']['access'], sent: z.infer<Body>, address: string) => Promise<BegunSession>,
): ServiceRoute {
  return {
    ...said,
    method: 'post',
    right: null,
    body: { required: true, content: jsonContent(body) },
    content: jsonContent(SessionAnswer),
    async answer(context, desk) {
      requireSignIn(desk)
      const sent = await readBody(context, body)
      const { access } = desk.project
      const begun = await begin(access, sent, remoteAddress(context, desk))
      keepSession(context, desk, begun)
      const { name, role } = access.users.require(begun.user)
      return context.json(sessionAnswer(desk, { user: { name, role }, csrf: csrfOf(begun.secret) }))
    },
  }
}

export const signIn = beginsSession(
  {
    id: 'sign-in',
    path: '/api/v1/session',
    summary: 'Sign in with a name and a password; the session comes as a cookie',
  },
  SignIn,
  (access, { name, password }, address) => access.signIn(name, password, address),
)

export const acceptInvitation = beginsSession(
  {
    id: 'accept-invitation',
    path: '/api/v1/session/password',
    summary: 'Set a password by a one-time code, and sign in',
  },
  Accept,
  (access, { code, password }, address) => access.acceptInvitation(code, password, address),
)

export const signOut: ServiceRoute = {
  id: 'sign-out',
  method: 'delete',
  path: '/api/v1/session',
  summary: 'Sign out',
  right: null,
  content: jsonContent(SessionAnswer),
  answer(context, desk) {
    const session = sessionOf(context, desk)
    if (session !== null) {
      if (desk.project.access.callerOfSession(session) !== null) requireCsrf(context, session)
      desk.project.access.signOut(session)
    }
    deleteCookie(context, desk.entry.cookie, cookieOptions(desk))
    return context.json(sessionAnswer(desk, { user: null, csrf: null }))
  },
}
