import { afterEach, expect, test, vi } from 'vitest'
import { TestListAnswer } from '#schema/answer/test-list-answer.ts'
import { TestShowAnswer } from '#schema/answer/test-show-answer.ts'
import { addDays } from '#schema/day.ts'
import { type Input, type OpenProject, openProject } from '../support/open-project.ts'

const START = '2026-03-01'
const ARMS = { A: 12, B: 18 } as const
const TEST = `tests:
  hook:
    arms: { A: A, B: B }
    control: A
    design: equal
    start: ${START}
`

const opened: OpenProject[] = []
afterEach(async () => {
  for (const project of opened.splice(0)) await project.remove()
})

/** A project whose Vungle file of the first days was made on the day after the last of them. */
async function observedAfter(days: number, settings = TEST): Promise<OpenProject> {
  const project = await openProject(settings)
  opened.push(project)
  const rows = Array.from({ length: days }, (_, day) =>
    Object.entries(ARMS).map(([arm, installs]) => [addDays(START, day), arm, 1000, installs + (day % 3)]),
  )
  const lines = ['Day,Creative,Shown,Installs', ...rows.flat().map((cells) => cells.join(','))]
  vi.useFakeTimers({ now: new Date(`${addDays(START, days)}T12:00:00Z`), toFake: ['Date'] })
  await project.importText('vungle.csv', lines.join('\n'), {
    source: 'vungle',
    map: ['day=Day', 'creative=Creative', 'impressions=Shown', 'installs=Installs'],
    set: { network: 'vungle' },
  })
  vi.useRealTimers()
  return project
}

const show = async (project: OpenProject, input: Input = {}) =>
  TestShowAnswer.parse(await project.ask('test-show', { id: 'hook', ...input }))
const codes = ({ notes }: { readonly notes: readonly { readonly code: string }[] }) =>
  notes.map(({ code }) => code)

test('a ranking leaves out days on which conversions are still expected, says which, and may count them', async () => {
  const project = await observedAfter(20)
  const mature = await project.rank()
  expect(mature.rows.map(({ impressions }) => impressions)).toEqual([17_000, 17_000])
  expect(mature.notes.find(({ code }) => code === 'immature_left_out')?.message).toBe(
    'Conversions of the newest 3 days are still expected, so these are left out: Vungle 2026-03-18 … 2026-03-20.',
  )
  const all = await project.rank({ maturity: 'mark' })
  expect(all.rows.map(({ impressions }) => impressions)).toEqual([20_000, 20_000])
  expect(codes(all)).toContain('provisional')
  expect(codes(all)).not.toContain('immature_left_out')
  expect((await project.rank({ maturity: 'exclude' })).rows[0]?.impressions).toBe(13_000)
  expect((await project.rank({ last: 2 })).notes.map(({ code }) => code)).toContain('only_immature')
})

test('for how many days they are expected is a setting', async () => {
  const counted = async (settings: string) => (await (await observedAfter(20, settings)).rank()).rows[0]
  expect((await counted('matureAfter: 0'))?.impressions).toBe(20_000)
  expect((await counted('matureAfter: 5'))?.impressions).toBe(15_000)
  // Vungle changes nothing after seven days, so nothing more is expected there.
  expect((await counted('matureAfter: 30'))?.impressions).toBe(13_000)
})

test('a test is read again as it was read on the day itself', async () => {
  const whole = await observedAfter(40)
  for (const days of [5, 12, 25]) {
    const then = await observedAfter(days)
    const [made, past] = [await show(then), await show(whole, { on: addDays(START, days) })]
    expect(made.state.countedTo).toBe(addDays(START, days - 4))
    for (const field of ['state', 'arms', 'checks', 'dispersion', 'sampleRatio', 'history'] as const)
      expect(past[field]).toEqual(made[field])
    expect(codes(past)).toContain('immature_left_out')
  }
  const all = await show(whole, { maturity: 'mark', on: addDays(START, 12) })
  expect(all.state).toMatchObject({ days: 13, countedTo: addDays(START, 12) })
})

test('a test none of whose days is mature waits', async () => {
  const project = await observedAfter(3)
  const { state, arms, notes } = await show(project)
  expect(state).toMatchObject({ status: 'running', verdict: null, countedTo: null, days: 0 })
  expect(state.reasons.map(({ code }) => code)).toEqual(['nothing_mature'])
  expect(arms).toEqual([])
  expect(codes({ notes })).toContain('immature_left_out')
  expect((await show(project, { maturity: 'include' })).state).toMatchObject({
    verdict: 'keep_running',
    days: 3,
  })
  const list = TestListAnswer.parse(await project.ask('test-list'))
  expect(list.tests[0]).toMatchObject({ status: 'running', verdict: null })
  expect(codes(list)).toEqual(['immature_left_out'])
})
