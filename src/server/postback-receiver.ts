import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Project } from '#engine/index.ts'
import { end, listen } from './listen.ts'

/** Where Apple's devices send copies of postbacks: the paths are Apple's, below a domain the app names. */
const PATHS = [
  '/.well-known/skadnetwork/report-attribution',
  '/.well-known/appattribution/report-attribution',
] as const

/** A postback has less than two kilobytes. */
const MOST_BYTES = 16_384
/** Postbacks that arrive together are stored together. */
const PAUSE_MS = 5000

export interface PostbackReceiver {
  readonly port: number
  /** Stores what arrived, and closes. */
  stop(): Promise<void>
}

export interface ReceiverOptions {
  readonly host: string
  readonly port: number
  /** App Store ids of the apps wanted; all where none is named. */
  readonly apps: ReadonlySet<string>
}

/** Listens for postbacks on a port of its own, where nothing else answers: it may face the internet, the page need not. */
export async function startPostbackReceiver(
  project: Project,
  { host, port, apps }: ReceiverOptions,
): Promise<PostbackReceiver> {
  let timer: NodeJS.Timeout | null = null
  const store = () => project.postbacks.store().catch((error: unknown) => console.error(error))
  const storeSoon = () => {
    timer ??= setTimeout(() => {
      timer = null
      void store()
    }, PAUSE_MS)
  }
  const small = bodyLimit({
    maxSize: MOST_BYTES,
    onError: (context) => context.json({ error: 'a postback is smaller than that' }, 413),
  })
  const app = new Hono()
  for (const path of PATHS) {
    for (const form of [path, `${path}/`]) {
      app.post(form, small, async (context) => {
        const received = project.postbacks.receive(await context.req.text(), apps, new Date())
        switch (received.kind) {
          case 'kept':
            storeSoon()
            return context.json({ kept: true })
          case 'known':
            return context.json({ kept: false })
          case 'foreign':
            return context.json({ error: `app ${received.app} is not received here` }, 404)
          case 'refused':
            return context.json({ error: received.reason }, 400)
        }
      })
    }
  }
  app.notFound((context) => context.json({ error: 'only postbacks are received here' }, 404))
  app.onError((_error, context) => context.json({ error: 'something unexpected happened' }, 500))
  const server = createServer({ requestTimeout: 10_000 }, getRequestListener(app.fetch))
  const taken = await listen(server, host, port)
  void store()
  return {
    port: taken,
    async stop() {
      await end(server)
      if (timer !== null) clearTimeout(timer)
      await store()
    },
  }
}
