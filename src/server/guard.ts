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

/**
 * Refuses what no page of this server sends: another Host (DNS rebinding), or a change from another Origin
 * (cross-site requests).
 */
export const guard: MiddlewareHandler = async (context, next) => {
  const host = hostOf(context.req.header('host'))
  if (host === null || !LOOPBACK.has(host)) {
    throw new PermilleError('forbidden', 'this server answers on this machine only', {
      remedy: 'open it as http://127.0.0.1',
    })
  }
  const origin = context.req.header('origin')
  const site = context.req.header('sec-fetch-site')
  const foreign =
    (origin !== undefined && new URL(origin, 'http://invalid').host !== context.req.header('host')) ||
    site === 'cross-site'
  if (foreign) throw new PermilleError('forbidden', 'requests from other sites are refused')
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
}
