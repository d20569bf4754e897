import type { MiddlewareHandler } from 'hono'
import type { Env } from './env.ts'

/** Names the route of a request, for what is counted by route. */
export function labelled(path: string): MiddlewareHandler<Env> {
  return async (context, next) => {
    context.set('route', path)
    await next()
  }
}
