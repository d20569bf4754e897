import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import type { Project } from '#engine/index.ts'
import { PermilleError } from '#schema/error.ts'
import { buildApp } from './app.ts'

export interface RunningServer {
  readonly url: string
  stop(): Promise<void>
}

const HOST = '127.0.0.1'
const PORTS_TRIED = 50

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, HOST, () => {
      server.removeListener('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
}

/** Serves a project on loopback, on the asked port or the next free one. */
export async function startServer(project: Project, port: number): Promise<RunningServer> {
  const page = fileURLToPath(new URL('../../web/dist', import.meta.url))
  const app = buildApp({ project, page })
  const server = createServer(getRequestListener(app.fetch))
  for (let candidate = port; candidate < port + PORTS_TRIED; candidate += 1) {
    try {
      const taken = await listen(server, candidate)
      if (candidate !== port) console.log(`Port ${port} is taken; using ${taken} instead.`)
      return {
        url: `http://${HOST}:${taken}`,
        stop: () =>
          new Promise((resolve) => {
            server.close(() => resolve())
            server.closeAllConnections()
          }),
      }
    } catch (error) {
      if (!isTaken(error)) throw error
    }
  }
  throw new PermilleError('unavailable', `ports ${port} to ${port + PORTS_TRIED - 1} are all taken`, {
    remedy: 'name a free one with --port',
  })
}
