import { afterEach, expect, test } from 'vitest'
import { TestListAnswer } from '#schema/answer/test-list-answer.ts'
import { TestShowAnswer } from '#schema/answer/test-show-answer.ts'
import { addDays } from '#schema/day.ts'
import { type OpenProject, openProject } from '../support/open-project.ts'
import { importTable } from './hooks.ts'

const START = '2026-05-01'
const EARLIER_DAYS = 10
const NOW = addDays(START, 20)

const opened: OpenProject[] = []
afterEach(async () => {
  for (const project of opened.splice(0)) await project.remove()
})

/** Days of two creatives beside each other. */
function pairRows(name: string, first: string, days: number, one: number, other: number, shown = 20_000) {
  return Array.from({ length: days }, (_, day) => [
    `${addDays(first, day)},meta,ios,${name} A,${shown},${one + (day % 2)}`,
    `${addDays(first, day)},meta,ios,${name} B,${shown},${other + (day % 2)}`,
  ]).flat()
}

const declaration = (name: string, more: string) =>
  `  ${name}: {arms: {A: ${name} A, B: ${name} B}, control: A, design: equal, dispersion: 1, ${more}}\n`

const stepsOf = (step: number) => Array.from({ length: 6 }, (_, k) => (k % 2 === 0 ? step : -step))

/** A project with six tests that are over, whose arms differ by so many of 200 conversions a day, and one that runs. */
async function openTests({ step = 4, over = 6, more = '' }: { step?: number; over?: number; more?: string }) {
  const tests = stepsOf(step).map((_, k) =>
    declaration(
      `t${k}`,
      k >= over
        ? `start: ${START}`
        : `start: ${START}, ${k % 2 === 0 ? 'end' : 'stopped'}: ${addDays(START, EARLIER_DAYS - 1)}`,
    ),
  )
  const settings = `tests:\n${tests.join('')}${declaration('now', `start: ${NOW}`)}${more}`
  const project = await openProject(settings)
  opened.push(project)
  await importTable(project, [
    'day,network,os,creative,impressions,installs',
    ...stepsOf(step).flatMap((own, k) => pairRows(`t${k}`, START, EARLIER_DAYS, 200, 200 + own)),
    ...pairRows('now', NOW, 12, 20, 26, 2_000),
    ...pairRows('odd', START, EARLIER_DAYS, 200, 20),
    ...pairRows('late', START, 25, 200, 20),
  ])
  return project
}

const show = async (project: OpenProject, input: object = {}) =>
  TestShowAnswer.parse(await project.ask('test-show', { id: 'now', ...input }))
const codes = ({ notes }: TestShowAnswer) => notes.map(({ code }) => code)
const best = ({ arms }: TestShowAnswer) => arms[1]?.probabilityBest ?? 0

test('arms are believed to differ as those of the project’s earlier tests did', async () => {
  const alike = await show(await openTests({ step: 4 }))
  const unlike = await show(await openTests({ step: 80 }))
  expect(alike.spread?.tests).toBe(6)
  expect(alike.spread?.cv).toBeLessThan(0.05)
  expect(unlike.spread?.cv).toBeGreaterThan(0.15)
  expect(best(alike)).toBeLessThan(best(unlike) - 0.1)
  expect(alike.arms[1]?.expectedLoss).toBeLessThan(unlike.arms[0]?.expectedLoss ?? 0)
  const note = alike.notes.find(({ code }) => code === 'learnt_spread')
  expect(note?.message).toMatch(/^Arms of 6 earlier tests of this project typically differ by \d %/)
  // The error rate stays that of the test alone.
  for (const field of ['ratio', 'sequence', 'eValue', 'rejected', 'fixedHorizonP'] as const)
    expect(alike.arms[1]?.[field]).toEqual(unlike.arms[1]?.[field])
  expect(alike.state.verdict).toBe(unlike.state.verdict)
})

test('four are too few, and it is said', async () => {
  const answer = await show(await openTests({ over: 4 }))
  expect(answer.spread).toEqual({ cv: 0.3, tests: 0 })
  expect(codes(answer)).toContain('assumed_spread')
  expect(codes(answer)).not.toContain('learnt_spread')
  expect(answer.notes.find(({ code }) => code === 'assumed_spread')?.message).toMatch(/but there are 4\.$/)
})

test('a reading does not change with tests that end later, are invalid, count something else or are broken', async () => {
  const more = [
    declaration('late', `start: ${START}, end: ${NOW}`),
    declaration('odd', `start: ${START}, end: ${addDays(START, 9)}, split: {A: 0.9, B: 0.1}`),
    declaration('other', `start: ${START}, end: ${addDays(START, 9)}, event: purchase`),
    declaration('nobody', `start: ${START}, end: ${addDays(START, 9)}`),
    declaration('backwards', `start: ${START}, stopped: 2026-04-01`),
    declaration('filtered', `start: ${START}, end: ${addDays(START, 9)}, where: [planet = mars]`),
    declaration('short', `start: ${START}, stopped: ${addDays(START, 2)}`),
  ].join('')
  const [plain, crowded] = [await openTests({}), await openTests({ more })]
  for (const on of [undefined, addDays(NOW, 5)]) {
    const input = on === undefined ? {} : { on }
    const [one, other] = [await show(plain, input), await show(crowded, input)]
    expect(other.spread).toEqual(one.spread)
    expect(other.arms).toEqual(one.arms)
    expect(other.state).toEqual(one.state)
  }
})

test('a stopped test has ended and counts no later day', async () => {
  const project = await openTests({ more: declaration('late', `start: ${START}, stopped: 2026-05-08`) })
  const { state, spread, arms } = await show(project, { id: 'late' })
  expect(state).toMatchObject({ status: 'ended', end: '2026-05-08', countedTo: '2026-05-08', days: 8 })
  expect(spread).toEqual({ cv: 0.3, tests: 0 })
  expect(arms[0]?.declaredHorizon).toBeNull()
  const { tests } = TestListAnswer.parse(await project.ask('test-list'))
  expect(tests.filter(({ status }) => status === 'ended')).toHaveLength(7)
})
