import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { changeProjectFile } from '#engine/project-file.ts'
import { FatigueAnswer } from '#schema/answer/fatigue-answer.ts'
import { MaturityAnswer } from '#schema/answer/maturity-answer.ts'
import { TestShowAnswer } from '#schema/answer/test-show-answer.ts'
import { addDays } from '#schema/day.ts'
import { type OpenProject, openProject } from '../support/open-project.ts'

const START = '2026-10-01'
/** Installs of each ad by how many days after the impression they come: 60, 80, 90, 95 and 100 %. */
const COMING = { 'Hook A': [24, 8, 4, 2, 2], 'Hook B': [36, 12, 6, 3, 3] } as const
const SHARES = [0.6, 0.8, 0.9, 0.95, 1]
const TEST = `currency: USD
tests:
  hooks: { by: ad, arms: { A: Hook A, B: Hook B }, control: A, design: equal, start: ${START} }
`

/** An Ads Manager export of the 28 days up to a day, as Meta reported them on it. */
function adsManager(on: number): string {
  const first = Math.max(0, on - 27)
  const days = Array.from({ length: on - first + 1 }, (_, index) => first + index)
  const rows = days.flatMap((day) =>
    Object.entries(COMING).map(([ad, coming]) => {
      const installs = coming.slice(0, on - day + 1).reduce((sum: number, count) => sum + count, 0)
      return `${addDays(START, day)},Launch US,Broad,${ad},10000,200,80.00,${installs}`
    }),
  )
  const header =
    'Day,Campaign name,Ad set name,Ad name,Impressions,Link clicks,Amount spent (USD),App installs'
  return [header, ...rows].join('\n')
}

let project: OpenProject

/** Imports what Meta reported so many days after the start, on that day. */
async function importOn(on: number): Promise<void> {
  const today = addDays(START, on)
  vi.useFakeTimers({ now: new Date(`${today}T12:00:00Z`), toFake: ['Date'] })
  const report = await project.importText(`ads-${today}.csv`, adsManager(on))
  vi.useRealTimers()
  expect(report).toMatchObject({ status: 'stored', layout: 'ads-manager' })
}

const maturity = async () => MaturityAnswer.parse(await project.ask('maturity'))
const messageOf = (
  { notes }: { readonly notes: readonly { readonly code: string; readonly message: string }[] },
  code: string,
) => notes.find((note) => note.code === code)?.message

describe('days of Meta that were exported again', () => {
  beforeAll(async () => {
    project = await openProject(TEST)
    await importOn(22)
  })
  afterAll(async () => {
    vi.useRealTimers()
    await project.remove()
  })

  test('say nothing after one export: what is declared stays, with the reason', async () => {
    const { curves, days, notComputed } = await maturity()
    expect(curves).toMatchObject([
      {
        source: 'meta',
        field: 'event.install',
        used: 'declared',
        matureAfter: 3,
        notComputed: { learnt: 'no day of it was reported again' },
      },
    ])
    expect(days).toEqual([])
    expect(notComputed['event.install']).toMatch(/no curve under delays of permille\.yaml/)
    const ranked = await project.rank()
    expect(messageOf(ranked, 'learnt_maturity')).toBeUndefined()
    expect(ranked.rows[0]?.impressions).toBe(190_000)
  })

  test('tell after three how late installs come, from how many days, and what the newest will count', async () => {
    await importOn(29)
    await importOn(35)
    const { curves, days } = await maturity()
    const installs = curves.find(({ field }) => field === 'event.install')
    expect(installs).toMatchObject({
      used: 'learnt',
      evidence: 'restatements',
      days: 28,
      matureAfter: 3,
      declaredMatureAfter: 3,
    })
    for (const [age, share] of SHARES.entries()) {
      expect(installs?.ages[age]?.share, `age ${age}`).toBeCloseTo(share, 2)
      expect(installs?.ages[age]?.low).toBeLessThanOrEqual(share)
      expect(installs?.ages[age]?.high).toBeGreaterThanOrEqual(share)
    }
    const [today] = days.filter(({ age }) => age === 0)
    expect(today).toMatchObject({ day: addDays(START, 35), counted: 60 })
    expect(today?.low).toBeLessThan(100)
    expect(today?.high).toBeGreaterThan(100)
  })

  test('decide which days a ranking leaves out, with a note, unless they may not', async () => {
    const learnt = await project.rank()
    expect(messageOf(learnt, 'learnt_maturity')).toMatch(
      /is learnt, not the 3 days declared: Meta 3 days \(28 days reported again, 2.800 event\.install\)/,
    )
    expect(learnt.rows[0]?.impressions).toBe(320_000)
    await changeProjectFile(project.folder.path, { learnDelays: false })
    await project.project.change({})
    expect(messageOf(await project.rank(), 'learnt_maturity')).toBeUndefined()
    await project.project.change({ learnDelays: true })
  })

  test('count, where a ranking is to count them, with the impressions that can have answered', async () => {
    const [plain, marked] = [
      await project.rank({ maturity: 'include' }),
      await project.rank({ maturity: 'mark' }),
    ]
    expect(messageOf(marked, 'answerable_exposure')).toMatch(/97\.9 % of all/)
    expect(messageOf(plain, 'answerable_exposure')).toBeUndefined()
    // 60 installs of 10,000 impressions in the end; as counted 58.75.
    expect((plain.rows[0]?.rate ?? 0) * 1000).toBeCloseTo(5.88, 1)
    expect((marked.rows[0]?.rate ?? 0) * 1000).toBeCloseTo(6, 1)
    const width = ({ rows: [row] }: typeof plain) =>
      ((row?.interval?.high ?? 0) - (row?.interval?.low ?? 0)) / (row?.rate ?? 1)
    expect(width(marked)).toBeGreaterThan(width(plain))
  })

  test('raise counts that are asked for completed, and mark days of a trend', async () => {
    const done = await project.query({
      metrics: ['installs'],
      grain: 'day',
      last: '8d',
      maturity: 'completed',
    })
    for (const { installs } of done.rows) expect(Number(installs)).toBeCloseTo(100, 0)
    expect(messageOf(done, 'completed')).toMatch(/Meta learnt from 28 days reported again/)
    const marked = await project.query({ metrics: ['installs'], grain: 'day', last: '8d' })
    expect(marked.rows.map(({ immature }) => immature)).toEqual([
      ...[false, false, false, false, false],
      ...[true, true, true],
    ])
    expect(marked.rows.every(({ provisional }) => provisional === true)).toBe(true)
  })

  test('are left out of tests and of what is watched for fatigue alike', async () => {
    const shown = TestShowAnswer.parse(await project.ask('test-show', { id: 'hooks' }))
    expect(shown.state.countedTo).toBe(addDays(START, 31))
    expect(messageOf(shown, 'learnt_maturity')).toMatch(/Meta 3 days/)
    const watched = FatigueAnswer.parse(await project.ask('fatigue', { by: 'ad' }))
    expect(messageOf(watched, 'learnt_maturity')).toMatch(/Meta 3 days/)
    expect(watched.series.every(({ state }) => state === 'stable' || state === 'not_enough_data')).toBe(true)
  })

  test('are forgotten with the loads that told them', async () => {
    const loads = (await project.sources()).loads.map(({ load }) => Number(load)).toSorted((a, b) => b - a)
    await project.undo(loads[0] ?? null)
    await project.undo(loads[1] ?? null)
    expect((await maturity()).curves.map(({ used }) => used)).toEqual(['declared'])
  })
})
