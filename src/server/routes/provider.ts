import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { ATTEMPT_MS } from '#engine/index.ts'
import { PermilleError } from '#schema/error.ts'
import type { Desk } from '../desk.ts'
import type { Env } from '../env.ts'
import { remoteAddress } from '../remote-address.ts'
import type { ServiceRoute } from './service-route.ts'
import { keepSession, requireSignIn } from './session.ts'

const CALLBACK = '/sign-in/callback'
const REDIRECT = { 'text/html': { schema: { type: 'string', description: 'a redirect' } } } as const

/** What a cookie may hold beside. */
const LONGEST_PLACE = 2000

/** Lax, as the browser comes back from another site; it proves nothing but that it is the same one. */
function attemptCookie({ entry }: Desk) {
  return {
    name: `${entry.cookie}-attempt`,
    options: { httpOnly: true, sameSite: 'Lax', path: '/', secure: entry.isSecure } as const,
  }
}

/** A place on the page, or its beginning for whatever leads elsewhere. */
function placeOnPage(asked: string | undefined, origin: string): string {
  const url = URL.canParse(asked ?? '/', origin) ? new URL(asked ?? '/', origin) : null
  const isOurs =
    (asked?.length ?? 0) <= LONGEST_PLACE &&
    url?.origin === origin &&
    // A path that begins with two slashes names a host.
    !url.pathname.startsWith('//') &&
    !/^\/(?:api|sign-in|share)(?:\/|$)/.test(url.pathname)
  return isOurs ? `${url.pathname}${url.search}` : '/'
}

function providerOf(desk: Desk) {
  requireSignIn(desk)
  const provider = desk.project.identityProvider
  if (provider === null) {
    throw new PermilleError('not_found', 'people sign in with a password here', {
      remedy: 'name a provider in permille.yaml: signIn.oidc, see docs/access.md',
    })
  }
  const { publicOrigin } = desk.entry
  if (publicOrigin === null) {
    throw new PermilleError('conflict', 'a provider sends people back to an address nobody named', {
      remedy: 'name it: permille serve --public-url https://permille.example',
    })
  }
  return { provider, origin: publicOrigin }
}

/** Brings somebody back to the page, which says what went wrong by the code of it. */
function backToPage(context: Context<Env>, { code }: PermilleError): Response {
  return context.redirect(`/sign-in#refused=${code}`)
}

async function orBack(context: Context<Env>, go: () => Promise<Response>): Promise<Response> {
  try {
    return await go()
  } catch (error) {
    if (!(error instanceof PermilleError) || error.code === 'internal') throw error
    console.error(
      `${context.get('requestId')}: signing in: ${error.message}`,
      ...(error.cause instanceof Error ? [error.cause.message] : []),
    )
    return backToPage(context, error)
  }
}

export const beginAtProvider: ServiceRoute = {
  id: 'begin-at-provider',
  method: 'get',
  path: '/sign-in/provider',
  summary: 'Sign in through the identity provider: sends the browser there',
  right: null,
  parameters: [{ name: 'to', in: 'query', schema: { type: 'string', description: 'page to go on to' } }],
  content: REDIRECT,
  answer: (context, desk) =>
    orBack(context, async () => {
      const { provider, origin } = providerOf(desk)
      const to = placeOnPage(context.req.query('to'), origin)
      const { address, kept } = await provider.begin(`${origin}${CALLBACK}`, to)
      const { name, options } = attemptCookie(desk)
      setCookie(context, name, kept, { ...options, maxAge: ATTEMPT_MS / 1000 })
      context.header('cache-control', 'no-store')
      return context.redirect(address)
    }),
}

export const comeFromProvider: ServiceRoute = {
  id: 'come-from-provider',
  method: 'get',
  path: CALLBACK,
  summary: 'Where the identity provider sends the browser back to; the session comes as a cookie',
  right: null,
  content: REDIRECT,
  answer: (context, desk) =>
    orBack(context, async () => {
      const { provider, origin } = providerOf(desk)
      const { access } = desk.project
      const { name, options } = attemptCookie(desk)
      const kept = getCookie(context, name) ?? ''
      deleteCookie(context, name, options)
      context.header('cache-control', 'no-store')
      const address = remoteAddress(context, desk)
      access.countTry(address)
      const asked = new URL(context.req.url)
      const back = new URL(`${CALLBACK}${asked.search}`, origin)
      const { person, to } = await provider.finish(back, kept).catch((error: unknown) => {
        access.refuseFromProvider(provider.settings.issuer)
        throw error
      })
      keepSession(context, desk, access.signInByProvider(person, provider.settings.roles, address))
      return context.redirect(to)
    }),
}
