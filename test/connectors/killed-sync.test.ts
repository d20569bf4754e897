import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { Project } from '#engine/index.ts'
import { QueryAnswer } from '#schema/answer/query-answer.ts'
import { CoverageAnswer, SyncsAnswer } from '#schema/answer/sync-answer.ts'
import { findOperation } from '../support/open-project.ts'
import { type TemporaryProject, temporaryProject } from '../support/temporary-project.ts'
import { type Recording, readRecording } from './recording.ts'
import { type ReplayServer, startReplay } from './replay-server.ts'
import { VirtualClock } from './virtual-clock.ts'

/** Sources that are read in different ways, side by side in one project, so that a kill meets each at another point. */
const SOURCES = {
  'unity-ads': 'slices of days',
  pinterest: 'jobs whose files are fetched',
  reddit: 'pages, behind a token',
  applovin: 'a request a day, stored in fives',
}
const KILLS = 4
/** Requests of one undisturbed sync, nearly: the later a kill, the more is stored already. */
const LAST_REQUEST = 30
/** Longest wait from a request to the kill: a load takes about a fifth of a second. */
const LATEST_MS = 600
/** PERMILLE_SEED repeats the moments of a run. */
const SEED = Number(process.env.PERMILLE_SEED ?? Date.now() % 1_000_000)

/** When each sync is killed: so many milliseconds after one of its requests. */
function killMoments(seed: number) {
  const moment = fc.record({
    request: fc.integer({ min: 0, max: LAST_REQUEST }),
    after: fc.integer({ min: 0, max: LATEST_MS }),
  })
  return fc.sample(moment, { numRuns: KILLS, seed })
}
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

function readRecordings(): ReadonlyMap<string, Recording> {
  return new Map(
    Object.keys(SOURCES).map((source) => {
      const recording = readRecording(source)
      if (recording === null) throw new Error(`no recording of ${source}`)
      return [source, recording]
    }),
  )
}

async function connected(recordings: ReadonlyMap<string, Recording>): Promise<TemporaryProject> {
  const folder = temporaryProject()
  closing.push(() => folder.remove())
  folder.write('permille.yaml', 'name: killed\ncurrency: USD\n')
  const project = await Project.open(folder.path)
  for (const [source, { fields, since }] of recordings) {
    await findOperation('connect').run(project, { source, set: fields, since }, { localFiles: true })
  }
  await project.close()
  return folder
}

function start(folder: string, replay: ReplayServer, now: string) {
  const script = join(import.meta.dirname, 'sync-process.ts')
  const child = spawn(process.execPath, [script, folder, replay.url.toString(), now], { stdio: 'ignore' })
  closing.unshift(() => child.kill('SIGKILL'))
  return child
}

async function answers(folder: string, now: string) {
  const project = await Project.open(folder, { clock: new VirtualClock(now) })
  const ask = (name: string, input = {}) => findOperation(name).run(project, input, { localFiles: true })
  const by = ['day', 'account', 'campaign', 'creative', 'country']
  const query = QueryAnswer.parse(
    await ask('query', { metrics: 'impressions,clicks,installs,spend', by: by.join(',') }),
  )
  const coverage = CoverageAnswer.parse(await ask('coverage'))
  const { syncs } = SyncsAnswer.parse(await ask('syncs'))
  const { rows } = await project.own.warehouse.query(
    'SELECT count(*)::DOUBLE AS n, (SELECT count(*) FROM replaced_fact)::DOUBLE AS replaced FROM fact',
  )
  await project.close()
  return {
    impressions: query.rows.reduce((sum, row) => sum + Number(row.impressions ?? 0), 0),
    rows: query.rows.map((row) => JSON.stringify(row)).toSorted(),
    ranges: coverage.reports.map(({ report, account, ranges }) => ({ report, account, ranges })),
    facts: rows[0],
    syncs,
  }
}

test('a sync killed anywhere and started again leaves what an undisturbed one leaves, of every kind of source', async () => {
  const recordings = readRecordings()
  const clock = '2026-11-20T10:00:00Z'
  expect(new Set([...recordings.values()].map((recording) => recording.clock))).toEqual(new Set([clock]))
  const exchanges = [...recordings.values()].flatMap((recording) => recording.exchanges)
  const replay = await startReplay(exchanges, { spared: [], now: () => new Date(clock) })
  closing.push(() => replay.close())
  const calm = await connected(recordings)
  const [code] = await once(start(calm.path, replay, clock), 'exit')
  expect(code).toBe(0)
  expect(replay.seen.length).toBeGreaterThan(LAST_REQUEST)
  const expected = await answers(calm.path, clock)
  const stated = [...recordings.values()].map(({ expect: { impressions = 0 } }) => impressions)
  expect(expected.impressions).toBe(stated.reduce((sum, one) => sum + one, 0))

  const shaken = await connected(recordings)
  const moments = killMoments(SEED)
  console.info(
    `PERMILLE_SEED=${SEED} kills ${moments.map(({ request, after }) => `${request}+${after}ms`).join(', ')}`,
  )
  for (const { request, after } of moments) {
    const child = start(shaken.path, replay, clock)
    const ended = once(child, 'exit')
    let asked = 0
    replay.onRequest(() => {
      if (asked++ === request) void setTimeout(after).then(() => child.kill('SIGKILL'))
    })
    await ended
  }
  replay.onRequest(() => {})
  const [again] = await once(start(shaken.path, replay, clock), 'exit')
  expect(again).toBe(0)
  const { syncs, ...left } = await answers(shaken.path, clock)
  const { syncs: _calm, ...undisturbed } = expected
  expect(left).toEqual(undisturbed)
  expect(syncs[0]?.state).toBe('done')
  expect(syncs.some(({ state }) => state === 'interrupted')).toBe(true)
  expect(syncs.some(({ state }) => state === 'running')).toBe(false)
}, 300_000)
