import type { MiddlewareHandler } from 'hono'
import { PermilleError } from '#schema/error.ts'
import type { Entry } from './entry.ts'
import type { Env } from './env.ts'
import { isOfPlayable } from './playables.ts'

function hostOf(header: string | undefined): string | null {
  if (header === undefined) return null
  try {
    return new URL(`http://${header}`).hostname
  } catch {
    return null
  }
}

interface Sender {
  readonly origin: string | undefined
  readonly site: string | undefined
  readonly host: string | undefined
}

function isForeign({ origin, site, host }: Sender, { publicOrigin }: Entry): boolean {
  if (origin !== undefined && origin !== publicOrigin) {
    if (!URL.canParse(origin) || new URL(origin).host !== host) return true
  }
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}

/**
 * Refuses what no page of this server sends: another Host (DNS rebinding), and questions or changes from
 * another site. Following a link to the page is fine.
 */
export function guard(entry: Entry): MiddlewareHandler<Env> {
  return async (context, next) => {
    const host = hostOf(context.req.header('host'))
    if (host === null || !entry.hosts.has(host)) {
      throw new PermilleError(
        'forbidden',
        entry.signInRequired
          ? 'this server is not reached by that name'
          : 'this server answers on this machine only',
        {
          remedy: entry.signInRequired
            ? 'name the address people open with permille serve --public-url'
            : 'open it as http://127.0.0.1',
        },
      )
    }
    const { method, path } = context.req
    const isLink =
      method === 'GET' && !path.startsWith('/api/') && context.req.header('sec-fetch-mode') === 'navigate'
    const sender = {
      origin: context.req.header('origin'),
      site: context.req.header('sec-fetch-site'),
      host: context.req.header('host'),
    }
    if (isForeign(sender, entry) && !isLink && !isOfPlayable(context.req)) {
      throw new PermilleError('forbidden', 'requests from other sites are refused')
    }
    await next()
  }
}

const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-src 'self'",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join('; ')

/** Headers every answer carries. */
export function securityHeaders(entry: Entry): MiddlewareHandler<Env> {
  return async (context, next) => {
    await next()
    if (!context.res.headers.has('content-security-policy')) {
      context.header('content-security-policy', POLICY)
    }
    context.header('x-content-type-options', 'nosniff')
    context.header('referrer-policy', 'no-referrer')
    // A playable is framed by our page, and says so itself.
    if (!context.res.headers.has('x-frame-options')) context.header('x-frame-options', 'DENY')
    if (!context.res.headers.has('cross-origin-resource-policy')) {
      context.header('cross-origin-resource-policy', 'same-origin')
    }
    context.header('cross-origin-opener-policy', 'same-origin')
    context.header('permissions-policy', 'camera=(), microphone=(), geolocation=()')
    if (entry.isSecure) context.header('strict-transport-security', 'max-age=31536000')
  }
}
