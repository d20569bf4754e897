import type { Caller } from '#engine/index.ts'

/** What a request has been found to be. */
export interface Env {
  Bindings: { incoming?: { socket: { remoteAddress?: string | undefined } } }
  Variables: { requestId: string; caller: Caller; route: string }
}
