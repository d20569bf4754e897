import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { z } from 'zod'
import { API_CONNECTORS } from '#engine/connections/find-connector.ts'
import { Project } from '#engine/index.ts'
import { SyncAnswer } from '#schema/answer/sync-answer.ts'
import { addDays } from '#schema/day.ts'
import { type RecordedExchange, readRecording, recordingNames } from '../connectors/recording.ts'
import { type ReplayServer, startReplay } from '../connectors/replay-server.ts'
import { VirtualClock } from '../connectors/virtual-clock.ts'
import { findOperation, type Input } from '../support/open-project.ts'
import { storeSetting } from '../support/store-setting.ts'
import { type TemporaryProject, temporaryProject } from '../support/temporary-project.ts'
import { plain } from './plain.ts'

/** What DuckDB answers, which every store is held to; written anew with PERMILLE_UPDATE=1. */
const ANSWERS = join(import.meta.dirname, 'recorded-answers.yaml')

/** Every recording of every source, each a connection of its own. */
const RECORDED = API_CONNECTORS.flatMap(({ source }) =>
  recordingNames(source).flatMap((name, turn) => {
    const recording = readRecording(source, name)
    return recording === null ? [] : [{ source, connection: `${source}-${name}`, turn, recording }]
  }),
)
type Recorded = (typeof RECORDED)[number]

/** Sources that are asked for other ranges than the last seven days, or told nothing of them. */
const OWN_RANGES = ['adjust', 'apple-ads', 'pinterest', 'snapchat']

/** The first day that is asked for: of the last seven where that may be, since each range costs time. */
function firstDay({ source, recording: { since, clock: moment } }: Recorded): string {
  const day = addDays(moment.slice(0, 10), -7)
  return day < since || OWN_RANGES.includes(source) ? since : day
}

const METRICS = 'impressions,clicks,installs,spend'
const GROUPINGS = ['day', 'network,country', 'network,campaign', 'network,creative', 'network,app,os']
const ASKED: Readonly<Record<string, readonly Input[]>> = {
  query: [
    ...GROUPINGS.map((by) => ({ by, metrics: METRICS })),
    { by: 'network', metrics: 'installs', basis: 'network,mmp' },
  ],
  matches: [{}],
  restatements: [{}],
}
const Told = z.object({
  rows: z.array(z.unknown()).optional(),
  days: z.array(z.unknown()).optional(),
  notes: z.array(z.unknown()),
})

let project: Project
let folder: TemporaryProject
let replay: ReplayServer
const clock = new VirtualClock('2026-10-01T00:00:00Z')
const ask = (name: string, input: Input) => findOperation(name).run(project, input, { localFiles: true })
const said: Record<string, unknown> = {}

/** Syncs connections at one moment, and keeps what each brought. */
async function sync(
  of: readonly Recorded[],
  moment: string,
  exchanges: readonly RecordedExchange[],
  input: Input = {},
): Promise<void> {
  clock.set(moment)
  replay.prepend([...exchanges, ...of.flatMap(({ recording }) => recording.exchanges)])
  const source = of.map(({ connection }) => connection)
  const { connections } = SyncAnswer.parse(await ask('sync', { source, ...input }))
  for (const { connection, rows, quarantined, totals, problems } of connections) {
    expect(problems, connection).toEqual([])
    said[[connection, moment, ...Object.keys(input)].join(' ')] = { rows, quarantined, totals }
  }
}

beforeAll(async () => {
  folder = temporaryProject()
  const settings = ['name: recorded', 'currency: USD', 'fetchCreatives: false', storeSetting()]
  folder.write('permille.yaml', settings.filter(Boolean).join('\n'))
  replay = await startReplay([], { spared: [], now: () => clock.now() })
  project = await Project.open(folder.path, { net: { replayAt: replay.url }, clock })
  for (const one of RECORDED) {
    const { fields, reports = [] } = one.recording
    const input = { source: one.source, name: one.connection, set: fields, reports }
    await ask('connect', { ...input, since: firstDay(one) })
  }
  // A second recording of a source answers at the same addresses, so it is read after the first.
  const turns = Object.groupBy(RECORDED, ({ turn, recording }) => `${turn} ${recording.clock}`)
  for (const [turn, of = []] of Object.entries(turns).toSorted(([one], [other]) => one.localeCompare(other)))
    await sync(of, turn.slice(turn.indexOf(' ') + 1), [])
  // Days that are said anew, and a cell that is no number.
  for (const one of RECORDED.filter(({ source }) => source === 'tiktok')) {
    const { restated, wrong_type: wrong } = one.recording.cases
    await sync([one], restated.clock, restated.exchanges)
    await sync([one], restated.clock, wrong.exchanges, { from: firstDay(one) })
  }
  for (const [name, inputs] of Object.entries(ASKED)) {
    for (const input of inputs)
      said[[name, ...Object.values(input)].join(' ')] = plain(Told.parse(await ask(name, input)))
  }
})
afterAll(async () => {
  await project.close()
  await replay.close()
  folder.remove()
})

test('what every source was recorded to say is landed and answered as on DuckDB', () => {
  expect(replay.unmatched).toEqual([])
  if (process.env.PERMILLE_UPDATE !== undefined && project.own.warehouse.dialect.name === 'DuckDB')
    writeFileSync(ANSWERS, stringify(said, { lineWidth: 0 }))
  const expected = z.record(z.string(), z.unknown()).parse(parse(readFileSync(ANSWERS, 'utf8')))
  expect(Object.keys(said)).toEqual(Object.keys(expected))
  for (const [question, answer] of Object.entries(expected))
    expect.soft(said[question], question).toEqual(answer)
})
