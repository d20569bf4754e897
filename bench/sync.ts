import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { unityAdsApi } from '#connectors/unity-ads/api.ts'
import { Project } from '#engine/index.ts'
import { addDays } from '#schema/day.ts'
import { findOperation } from '../test/support/open-project.ts'
import { isQuick, measure, median, numberOption, ROOT } from './kit/measure.ts'
import { report } from './kit/report.ts'
import { FIELDS, reportAddress } from './sync/connection.ts'
import { SharedClock } from './sync/shared-clock.ts'
import { serveUnity } from './sync/unity-answers.ts'

const TIMES = 3
const DAYS = 50
const CONNECTIONS = 20
const WEEKS = 30
const NOW = '2026-11-20T10:00:00Z'
const LAST = '2026-11-19'
const SINCE = addDays(LAST, 1 - DAYS)

const Timed = z.object({ rows: z.number(), seconds: z.number() })

async function timeModes(rows: number) {
  const server = await serveUnity(rows / DAYS)
  const seconds: Record<'whole' | 'unstored' | 'fetched', number[]> = { whole: [], unstored: [], fetched: [] }
  let peak = 0
  let read = 0
  const addresses = Array.from({ length: Math.ceil(DAYS / 7) }, (_, week) =>
    reportAddress(addDays(SINCE, 7 * week), addDays(SINCE, Math.min(7 * (week + 1), DAYS))),
  )
  try {
    for (let time = 0; time < TIMES; time += 1) {
      for (const mode of ['whole', 'unstored', 'fetched'] as const) {
        const folder = await mkdtemp(join(tmpdir(), 'permille-bench-'))
        const args = [mode, folder, String(server.url), NOW, SINCE, ...(mode === 'fetched' ? addresses : [])]
        const run = await measure(join(ROOT, 'bench/sync/sync-once.ts'), args)
        const timed = Timed.parse(JSON.parse(run.output.trim().split('\n').at(-1) ?? ''))
        seconds[mode].push(timed.seconds)
        if (mode === 'whole') {
          read = timed.rows
          peak = Math.max(peak, run.peakMegabytes)
        }
        await rm(folder, { recursive: true, force: true })
      }
    }
  } finally {
    server.close()
  }
  return {
    rows: read,
    peak,
    whole: median(seconds.whole),
    unstored: median(seconds.unstored),
    fetched: median(seconds.fetched),
  }
}

/** Of a limit of one request a second there is no share to use, only a pause between two. */
const LIMITS = unityAdsApi.limits.filter(({ requests }) => requests > 1)

/** Most requests of one organisation within a limit's time, as a share of what the source allows. */
function mostUsed(moments: readonly number[]): readonly number[] {
  return LIMITS.map(({ requests, seconds }) => {
    const most = moments.map(
      (start) => moments.filter((moment) => moment >= start && moment < start + seconds * 1000).length,
    )
    return Math.max(0, ...most) / requests
  })
}

/** Syncs many connections at once on a clock that passes only while all wait, and watches each one's limits. */
async function watchLimits() {
  const clock = new SharedClock(NOW)
  const asked = new Map<string, number[]>()
  const server = await serveUnity(
    5,
    ({ organization }) => {
      clock.begin()
      asked.set(organization, [...(asked.get(organization) ?? []), clock.now().getTime()])
    },
    () => clock.end(),
  )
  const folder = await mkdtemp(join(tmpdir(), 'permille-bench-'))
  const project = await Project.open(folder, { net: { replayAt: server.url }, clock })
  const ask = (name: string, input: object) => findOperation(name).run(project, input, { localFiles: true })
  try {
    const organizations = Array.from({ length: CONNECTIONS }, (_, index) => String(1_000_001 + index))
    for (const organization of organizations) {
      const input = {
        source: 'unity-ads',
        name: `unity-${organization}`,
        set: { ...FIELDS, organization },
        since: addDays(LAST, 1 - 7 * WEEKS),
      }
      await ask('connect', input)
    }
    const start = performance.now()
    await ask('sync', {})
    const seconds = (performance.now() - start) / 1000
    const used = organizations.flatMap((organization) => mostUsed(asked.get(organization) ?? []))
    const requests = [...asked.values()].reduce((sum, own) => sum + own.length, 0)
    return { seconds, requests, used: Math.max(...used), organizations: asked.size }
  } finally {
    await project.close()
    server.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Syncs a million rows through a server on this machine, and many connections side by side. */
export async function benchSync(): Promise<void> {
  const rows = numberOption('rows', isQuick() ? 100_000 : 1_000_000)
  const timed = await timeModes(rows)
  const limits = await watchLimits()
  const own = timed.unstored - timed.fetched
  const share = (seconds: number) => `${((100 * seconds) / timed.whole).toFixed(0)} %`
  await report({
    name: 'sync',
    columns: ['', 'seconds', 'share'],
    rows: [
      ['a sync as a whole', timed.whole.toFixed(1), '100 %'],
      ['fetching the same answers and nothing else', timed.fetched.toFixed(1), share(timed.fetched)],
      ['reading them into rows that can be stored', own.toFixed(1), share(own)],
      ['storing', (timed.whole - timed.unstored).toFixed(1), share(timed.whole - timed.unstored)],
    ],
    findings: [
      `${timed.rows.toLocaleString('en')} rows of ${DAYS} days in weekly requests: ${Math.round(timed.rows / timed.whole).toLocaleString('en')} rows/s, ${timed.peak.toFixed(0)} MB at most; medians of ${TIMES} runs each in turn.`,
      `${limits.organizations} connections side by side, ${WEEKS} weekly requests each: ${limits.requests.toLocaleString('en')} requests, at most ${(100 * limits.used).toFixed(0)} % of what the source allows an organisation in ${LIMITS.map(({ seconds }) => seconds / 60).join(' or ')} minutes; ours to use are 80 %.`,
    ],
  })
}

if (import.meta.main) await benchSync()
