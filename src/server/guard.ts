import type { MiddlewareHandler } from 'hono'
import { PermilleError } from '#schema/error.ts'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]', '::1'])

function hostOf(header: string | undefined): string | null {
  if (header === undefined) return null
  try {
    return new URL(`http://${header}`).hostname
  } catch {
    return null
  }
}

function isForeign(origin: string | undefined, site: string | undefined, host: string | undefined): boolean {
  if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host)) return true
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}

/**
 * Refuses what no page of this server sends: another Host (DNS rebinding), and questions or changes from
 * another site. Following a link to the page is fine.
 */
export const guard: MiddlewareHandler = async (context, next) => {
  const host = hostOf(context.req.header('host'))
  if (host === null || !LOOPBACK.has(host)) {
    throw new PermilleError('forbidden', 'this server answers on this machine only', {
      remedy: 'open it as http://127.0.0.1',
    })
  }
  const { method, path } = context.req
  const isLink =
    method === 'GET' && !path.startsWith('/api/') && context.req.header('sec-fetch-mode') === 'navigate'
  const foreign = isForeign(
    context.req.header('origin'),
    context.req.header('sec-fetch-site'),
    context.req.header('host'),
  )
  if (foreign && !isLink) throw new PermilleError('forbidden', 'requests from other sites are refused')
  await next()
}

const POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join('; ')

/** Headers every answer carries. */
export const securityHeaders: MiddlewareHandler = async (context, next) => {
  await next()
  context.header('content-security-policy', POLICY)
  context.header('x-content-type-options', 'nosniff')
  context.header('referrer-policy', 'no-referrer')
  context.header('x-frame-options', 'DENY')
  context.header('cross-origin-resource-policy', 'same-origin')
  context.header('cross-origin-opener-policy', 'same-origin')
}
