import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { RestatementsAnswer } from '#schema/answer/restatements-answer.ts'
import { type OpenProject, openProject } from '../support/open-project.ts'

const HEAD = 'Campaign name,Ad name,Day,Amount spent (USD),Impressions,Link clicks,Clicks (all),App installs'
const meta = (...rows: string[]) => [HEAD, ...rows, ''].join('\n')

let project: OpenProject
beforeEach(async () => {
  project = await openProject()
})
afterEach(() => project.remove())

async function importOn(day: string, text: string) {
  vi.useFakeTimers({ now: new Date(`${day}T12:00:00Z`), toFake: ['Date'] })
  const report = await project.importText(`meta-${day}.csv`, text)
  vi.useRealTimers()
  expect(report.status).toBe('stored')
  return report
}

const ask = async (input = {}) => RestatementsAnswer.parse(await project.ask('restatements', input))
const installs = <Row extends { field: string }>(rows: readonly Row[]) =>
  rows.filter(({ field }) => field === 'event.install')

async function importThrice() {
  await importOn('2026-03-02', meta('A,A1,2026-03-01,1,100,5,5,4', 'B,B1,2026-03-01,1,100,5,5,4'))
  await importOn('2026-03-03', meta('A,A1,2026-03-01,1,100,5,5,6', 'A,A1,2026-03-02,1,100,5,5,3'))
  return importOn('2026-03-08', meta('A,A1,2026-03-01,1,100,5,5,8', 'A,A1,2026-03-02,1,100,5,5,6'))
}

test('a day is what was known of it on a date, also where a file named some campaigns only', async () => {
  await importThrice()
  const first = await ask()
  expect(installs(first.days).map(({ day, before, now }) => [day, before, now])).toEqual([
    ['2026-03-01', 8, 12],
    ['2026-03-02', 3, 6],
  ])
  expect(first.days.filter(({ field }) => field === 'impressions')).toEqual([])
  const then = await ask({ asOf: '2026-03-03' })
  expect(installs(then.days).map(({ day, before, now, change }) => [day, before, now, change])).toEqual([
    ['2026-03-01', 10, 12, 12 / 10 - 1],
    ['2026-03-02', 3, 6, 1],
  ])
  expect(installs(then.totals)).toMatchObject([
    { source: 'meta', basis: 'network', days: 2, before: 13, now: 18 },
  ])
  const early = await ask({ asOf: '2026-03-02' })
  expect(installs(early.totals)).toMatchObject([{ days: 1, before: 8, now: 12 }])
  const codes = ({ notes }: RestatementsAnswer) => notes.map(({ code }) => code)
  expect(codes(early)).not.toContain('nothing_known_then')
  expect(codes(await ask({ asOf: '2026-02-28' }))).toContain('nothing_known_then')
})

test('drift by age counts days seen at that age and again later', async () => {
  await importThrice()
  const { drift } = await ask({ source: 'meta' })
  expect(installs(drift).map(({ age, days, added }) => [age, days, added])).toEqual([
    [1, 2, (12 + 6 - 8 - 3) / 18],
    [2, 2, (12 + 6 - 10 - 3) / 18],
    [3, 2, (12 + 6 - 10 - 3) / 18],
    [5, 2, (12 + 6 - 10 - 3) / 18],
  ])
  expect(drift.filter(({ field }) => field === 'impressions').every(({ added }) => added === 0)).toBe(true)
})

test('a load that was taken back says nothing', async () => {
  const { load } = await importThrice()
  await project.undo(load)
  expect(installs((await ask()).days).map(({ day, before, now }) => [day, before, now])).toEqual([
    ['2026-03-01', 8, 10],
  ])
})

test('a source that was loaded once gives the reason, and an unknown one is refused', async () => {
  await importOn('2026-03-02', meta('A,A1,2026-03-01,1,100,5,5,4'))
  const answer = await ask()
  expect(answer).toMatchObject({ days: [], drift: [] })
  expect(answer.notComputed.meta).toContain('no load replaced an earlier one')
  expect(answer.notes.map(({ code }) => code)).toContain('never_restated')
  await expect(ask({ source: 'mata' })).rejects.toMatchObject({ code: 'not_found' })
})
