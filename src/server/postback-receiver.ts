import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Project } from '#engine/index.ts'
import type { Env } from './env.ts'
import { end, listen } from './listen.ts'
import { senderAddress } from './remote-address.ts'
import { SenderLimit } from './sender-limit.ts'

/** Where Apple's devices send copies of postbacks: the paths are Apple's, below a domain the app names. */
const PATHS = [
  '/.well-known/skadnetwork/report-attribution',
  '/.well-known/appattribution/report-attribution',
] as const

/** A postback has less than two kilobytes. */
const MOST_BYTES = 16_384
/** Postbacks that are not Apple's, or of other apps, one sender may send in a minute; devices send a few in weeks. */
const MOST_WRONG = 30
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
  const limit = new SenderLimit(MOST_WRONG)
  const app = new Hono<Env>()
  for (const path of PATHS) {
    for (const form of [path, `${path}/`]) {
      app.post(form, small, async (context) => {
        const sender = senderAddress(context)
        const wait = limit.waitOf(sender, Date.now())
        if (wait > 0)
          return context.json({ error: 'too many that were refused' }, 429, { 'retry-after': `${wait}` })
        const received = project.postbacks.receive(await context.req.text(), apps, new Date())
        if (received.kind === 'foreign' || received.kind === 'refused') limit.count(sender, Date.now())
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
