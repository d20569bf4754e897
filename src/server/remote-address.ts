import type { Context } from 'hono'
import type { Desk } from './desk.ts'
import type { Env } from './env.ts'

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/

/** The address a request comes from, as a proxy on this machine tells it. */
export function senderAddress(context: Context<Env>): string {
  const peer = context.env.incoming?.socket.remoteAddress ?? ''
  if (!LOOPBACK.test(peer)) return peer
  // The last entry is the proxy's own; those before it may be made up.
  return context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() || peer
}

/** The address a request comes from, as a proxy on this machine tells it where people come through one. */
export function remoteAddress(context: Context<Env>, { entry }: Desk): string {
  return entry.publicOrigin === null
    ? (context.env.incoming?.socket.remoteAddress ?? '')
    : senderAddress(context)
}
