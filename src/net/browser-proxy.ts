import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { NetSetting } from './http-client.ts'
import { NetError } from './net-error.ts'
import { socketOpener } from './open-socket.ts'
import { isPrivateLiteral } from './public-address.ts'
import { publicLookup } from './public-lookup.ts'

const WAIT_MS = 30_000
const HTTPS = 443

/** A way out for a browser that leads to public hosts alone, at the ports of http and https. */
export interface BrowserProxy {
  readonly port: number
  /** Bytes hosts have sent so far, as they came over the line. */
  received(): number
  /** Why a host was not reached; `null` where nothing kept it. */
  problemOf(hostname: string): string | null
  close(): Promise<void>
}

function messageOf(error: unknown): string {
  return error instanceof NetError ? error.message : 'cannot be reached'
}

/** Opens a proxy for one browser; it ends every connection once `mostBytes` were received in all. */
export async function openBrowserProxy(
  { replayAt }: Pick<NetSetting, 'replayAt'>,
  mostBytes: number,
): Promise<BrowserProxy> {
  if (replayAt !== undefined && replayAt.hostname !== '127.0.0.1')
    throw new NetError('refused', 'a replay server must be on this machine, at 127.0.0.1')
  const openSocket = socketOpener()
  const problems = new Map<string, string>()
  let received = 0
  const count = (stream: Duplex | IncomingMessage) =>
    stream.on('data', (chunk: Uint8Array) => {
      received += chunk.length
      if (received > mostBytes) stream.destroy()
    })
  const refuse = (hostname: string, error: unknown, stream: { destroy(): unknown }) => {
    problems.set(hostname, messageOf(error))
    stream.destroy()
  }

  function forward(asked: IncomingMessage, answer: ServerResponse): void {
    const url = URL.parse(asked.url ?? '')
    if (url === null || url.protocol !== 'http:' || url.port !== '' || isPrivateLiteral(url.hostname)) {
      refuse(url?.hostname ?? '', new NetError('refused', 'not a public address'), answer)
      return
    }
    const { 'proxy-connection': _, ...headers } = asked.headers
    const path = `${url.pathname}${url.search}`
    const to =
      replayAt === undefined
        ? { host: url.hostname, port: 80, path, lookup: publicLookup }
        : { host: replayAt.hostname, port: replayAt.port, path: `/${url.hostname}${path}` }
    const sent = request({ ...to, method: asked.method ?? 'GET', headers, timeout: WAIT_MS }, (came) => {
      answer.writeHead(came.statusCode ?? 502, came.rawHeaders)
      count(came).pipe(answer)
      came.on('error', () => answer.destroy())
    })
    sent.on('timeout', () => sent.destroy(new NetError('timeout', 'does not answer')))
    sent.on('error', (error) => refuse(url.hostname, error, answer))
    asked.on('error', () => sent.destroy()).pipe(sent)
  }

  async function connect(asked: IncomingMessage, client: Duplex, head: Buffer): Promise<void> {
    client.on('error', () => client.destroy())
    const url = URL.parse(`https://${asked.url ?? ''}`)
    try {
      if (url === null) throw new NetError('refused', 'no address')
      if (replayAt !== undefined) throw new NetError('refused', 'https is not replayed')
      const port = url.port === '' ? HTTPS : Number(url.port)
      const socket = await openSocket({ host: url.hostname, port, ports: [HTTPS], privateHosts: [] })
      socket.on('error', () => client.destroy())
      socket.on('close', () => client.destroy())
      client.on('close', () => socket.destroy())
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      socket.write(head)
      client.pipe(socket)
      count(socket).pipe(client)
    } catch (error) {
      refuse(url?.hostname ?? '', error, client)
    }
  }

  const server = createServer(forward)
  server.on('connect', (asked, client, head) => void connect(asked, client, head))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const tunnels = new Set<Duplex>()
  server.on('connection', (socket) => {
    tunnels.add(socket)
    socket.once('close', () => tunnels.delete(socket))
  })
  const place = server.address()
  if (place === null || typeof place === 'string') throw new NetError('unreachable', 'no port is free')
  return {
    port: place.port,
    received: () => received,
    problemOf: (hostname) => problems.get(hostname) ?? null,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of tunnels) socket.destroy()
      await closed
    },
  }
}
