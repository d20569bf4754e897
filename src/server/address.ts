import type { Context } from 'hono'
import type { Desk } from './desk.ts'
import type { Env } from './env.ts'

/** Where whoever asks reaches this server. */
export function addressOf(context: Context<Env>, { entry }: Desk): string {
  return entry.publicOrigin ?? new URL(context.req.url).origin
}
