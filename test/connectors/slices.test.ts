import { afterEach, expect, test } from 'vitest'
import { readRestatedTotals } from '#metrics/index.ts'
import { openRecorded, type RecordedProject } from './open-recorded.ts'
import { readRecording } from './recording.ts'

let project: RecordedProject | null = null
afterEach(async () => {
  await project?.close()
  project = null
})

test('days of a stream are replaced by what it says later, and emptied where it says nothing', async () => {
  const recording = readRecording('unity-ads')
  if (recording === null) throw new Error('no recording')
  const { expect: first, since, cases } = recording
  project = await openRecorded('unity-ads', recording)
  await project.sync()
  expect((await project.totals()).impressions).toBe(first.impressions)
  const said = await project.impressionsBy('day')
  project.clock.set(cases.restated.clock)
  project.replay.prepend(cases.restated.exchanges)
  await project.sync()
  const stands = await project.impressionsBy('day')
  const links = (await readRestatedTotals(project.warehouse)).filter(({ field }) => field === 'impressions')
  expect(links.map(({ day }) => day).toSorted()).toEqual(Object.keys(said).toSorted())
  for (const { day, before, after } of links)
    expect([day, before, after]).toEqual([day, said[day], stands[day] ?? 0])
  const restated = await project.totals()
  expect(restated.impressions).toBe(cases.restated.expect.impressions)
  expect(restated.spend).toBeCloseTo(cases.restated.expect.spend ?? 0, 4)
  const total = recording.exchanges.find(({ name }) => name === 'total 2026-11-13')
  if (total === undefined) throw new Error('no total')
  project.replay.prepend([total, ...cases.empty.exchanges])
  const emptied = await project.sync({ from: since, to: '2026-11-19' })
  // The source counts what its report does not hold any more.
  expect(emptied.totals.differing).toMatchObject([{ from: '2026-11-13', to: '2026-11-19' }])
  const told = emptied.totals.differing.flatMap(({ differences }) => differences)
  expect(told).toContainEqual({ field: 'impressions', stated: 99_364, counted: 0 })
  expect(emptied.unknownColumns).toEqual([])
  await project.sync({ from: since })
  expect(await project.totals()).toMatchObject({ impressions: 0, installs: 0, spend: 0 })
  expect((await project.sync()).requests).toBe(0)
})

test('a load of a stream is taken back like that of a file', async () => {
  const recording = readRecording('unity-ads')
  if (recording === null) throw new Error('no recording')
  project = await openRecorded('unity-ads', recording)
  await project.sync()
  project.clock.set(recording.cases.restated.clock)
  project.replay.prepend(recording.cases.restated.exchanges)
  await project.sync()
  for (const undo of [6, 5, 4]) await project.ask('import', { undo })
  expect((await project.totals()).impressions).toBe(recording.expect.impressions)
})

test('what a stream said is read again from the kept originals', async () => {
  const recording = readRecording('applovin')
  if (recording === null) throw new Error('no recording')
  project = await openRecorded('applovin', recording)
  await project.sync()
  project.clock.set(recording.cases.restated.clock)
  project.replay.prepend(recording.cases.restated.exchanges)
  await project.sync()
  expect(await project.ask('replay')).toMatchObject({ same: true, notes: [] })
})
