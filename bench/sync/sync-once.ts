import { RateLimiter } from '#connectors/kit/rate-limit.ts'
import { findConnector } from '#engine/connections/find-connector.ts'
import type { OpenConnection } from '#engine/connections/open-caller.ts'
import { syncConnection } from '#engine/connections/sync-connection.ts'
import { Project } from '#engine/index.ts'
import { emptyReport } from '#ingest/import-table.ts'
import { openHttp } from '#net/http-client.ts'
import { SyncAnswer } from '#schema/answer/sync-answer.ts'
import { VirtualClock } from '../../test/connectors/virtual-clock.ts'
import { findOperation } from '../../test/support/open-project.ts'
import { FIELDS } from './connection.ts'

// Syncs a project whole, or all of it but storing, or only fetches: MODE FOLDER REPLAY NOW SINCE ADDRESS…
const [mode = '', folder = '', replay = '', now = '', since = '', ...addresses] = process.argv.slice(2)
const clock = new VirtualClock(now)
const net = { replayAt: new URL(replay) }

/** Rows a second say nothing about the start of the process, so the clock runs from here. */
async function timed(work: () => Promise<number>): Promise<void> {
  const start = performance.now()
  const rows = await work()
  console.log(JSON.stringify({ rows, seconds: (performance.now() - start) / 1000 }))
}

async function syncWhole(): Promise<void> {
  const project = await Project.open(folder, { net, clock })
  const ask = (name: string, input: object) => findOperation(name).run(project, input, { localFiles: true })
  await ask('connect', { source: 'unity-ads', set: FIELDS, since })
  await timed(async () => {
    const [synced] = SyncAnswer.parse(await ask('sync', {})).connections
    if (synced === undefined || synced.problems.length > 0) throw new Error(JSON.stringify(synced?.problems))
    return synced.rows
  })
  await project.close()
}

async function syncUnstored(): Promise<void> {
  const connector = findConnector('unity-ads')
  const http = openHttp(net)
  const open: OpenConnection = {
    ...{ name: 'unity-ads', connector, fields: FIELDS, http, clock, scratch: folder },
    limiter: new RateLimiter(connector.api.limits, clock),
    onRotated: async () => {},
  }
  let rows = 0
  await timed(async () => {
    await syncConnection(open, {
      config: { source: 'unity-ads', fields: FIELDS, since, paused: false },
      ...{ asked: null, timezone: 'UTC', loaded: [], identifierKey: 'bench' },
      store: async (path) => emptyReport(path),
      onProgress: (_done, _all, counts) => {
        rows = counts.rows
      },
    })
    return rows
  })
  await http.close()
}

async function fetchOnly(): Promise<void> {
  const http = openHttp(net)
  await timed(async () => {
    let bytes = 0
    for (const address of addresses) {
      const url = new URL(address)
      const { body } = await http.send({ method: 'GET', url, headers: {}, hosts: [url.hostname] })
      for await (const chunk of body) bytes += chunk.byteLength
    }
    return bytes
  })
  await http.close()
}

const MODES: Readonly<Record<string, () => Promise<void>>> = {
  whole: syncWhole,
  unstored: syncUnstored,
  fetched: fetchOnly,
}
await MODES[mode]?.()
