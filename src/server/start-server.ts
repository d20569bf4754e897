import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import type { Project } from '#engine/index.ts'
import { PermilleError } from '#schema/error.ts'
import { buildApp } from './app.ts'
import type { Mount } from './desk.ts'
import { entryOf, type ListenOptions } from './entry.ts'
import { keptAnswers } from './kept-answers.ts'
import { end, listen } from './listen.ts'
import { PACE_LIMITS, type PaceLimits, paceOf } from './pace.ts'
import { serverMetrics } from './server-metrics.ts'
import { tagOf } from './unchanged.ts'

export interface RunningServer {
  /** Where commands on this machine reach it. */
  readonly url: string
  /** Where people open it. */
  readonly address: string
  readonly signInRequired: boolean
  /** Whether passwords reach it encrypted, or never leave this machine. */
  readonly isPrivate: boolean
  /** Lets answers that have begun end, and closes. */
  stop(): Promise<void>
}

export interface ServeOptions extends ListenOptions {
  /** Routes of other surfaces. */
  readonly mounts?: readonly Mount[]
  readonly port: number
  /** Token of the process that owns the project. */
  readonly ownerToken: string
  /** How often others may ask. */
  readonly limits?: PaceLimits
}

const PORTS_TRIED = 50
/** A large upload over a slow line takes its time. */
const REQUEST_MS = 6 * 3600 * 1000

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
}

/** An address as a URL names it; a server that listens everywhere is reached here too. */
function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

/** Serves a project, on the asked port or the next free one. */
export async function startServer(project: Project, options: ServeOptions): Promise<RunningServer> {
  const { host, port, ownerToken } = options
  const entry = entryOf(options, project.folder.root)
  const stopping = new AbortController()
  const metrics = serverMetrics()
  const { caller, address } = options.limits ?? PACE_LIMITS
  const desk = {
    project,
    entry,
    ownerToken,
    metrics,
    kept: keptAnswers(metrics.countAnswer),
    pace: { caller: paceOf(caller), address: paceOf(address) },
    run: randomUUID().slice(0, 8),
    stopping: stopping.signal,
  }
  project.publishedRows.renew = async (rows) =>
    desk.kept.renew(tagOf(await project.answerVersion(rows), desk.run))
  const page = fileURLToPath(new URL('../../web/dist', import.meta.url))
  const server = createServer(
    { requestTimeout: REQUEST_MS },
    getRequestListener(buildApp(desk, page, options.mounts).fetch),
  )
  for (let candidate = port; candidate < port + PORTS_TRIED; candidate += 1) {
    try {
      const taken = await listen(server, host, candidate)
      if (candidate !== port) console.log(`Port ${port} is taken; using ${taken} instead.`)
      const url = `http://${nameOf(host)}:${taken}`
      return {
        url,
        address: entry.publicOrigin ?? url,
        signInRequired: entry.signInRequired,
        isPrivate: !entry.signInRequired || entry.isSecure,
        stop() {
          stopping.abort()
          project.abandonSamples()
          return end(server)
        },
      }
    } catch (error) {
      if (!isTaken(error)) throw error
    }
  }
  throw new PermilleError('unavailable', `ports ${port} to ${port + PORTS_TRIED - 1} are all taken`, {
    remedy: 'name a free one with --port',
  })
}
