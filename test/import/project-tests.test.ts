import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OPERATIONS } from '#engine/index.ts'
import { TestListAnswer } from '#schema/answer/test-list-answer.ts'
import { TestPlanAnswer } from '#schema/answer/test-plan-answer.ts'
import { TestShowAnswer } from '#schema/answer/test-show-answer.ts'
import { type Input, type OpenProject, openProject } from '../support/open-project.ts'
import { importTable, NEW, OLD, SETTINGS, TABLE } from './hooks.ts'

const show = async (project: OpenProject, id: string, input: object = {}) =>
  TestShowAnswer.parse(await project.ask('test-show', { id, ...input }))
const list = async (project: OpenProject) => TestListAnswer.parse(await project.ask('test-list'))
const plan = async (project: OpenProject, input: Input) =>
  TestPlanAnswer.parse(await project.ask('test-plan', input))

/** All of a reading that its own days decide. */
function read({ state, arms, checks, dispersion, sampleRatio, history }: TestShowAnswer) {
  return { state, arms, checks, dispersion, sampleRatio, history }
}

let project: OpenProject
beforeAll(async () => {
  project = await openProject(SETTINGS)
  await importTable(project, TABLE)
})
afterAll(() => project.remove())

describe('a declared test', () => {
  test('of equal delivery may say who won', async () => {
    const { state, arms, mayWin, checks } = await show(project, 'hook')
    expect(state).toMatchObject({ verdict: 'winner', leader: 'new', status: 'running', days: 46 })
    expect(state.reasons.map(({ code }) => code)).toEqual(['beats_control'])
    expect(mayWin).toBe(true)
    const [control, other] = arms
    expect(control).toMatchObject({ arm: 'old', control: true, ratio: null, designedShare: 0.5 })
    expect(other?.ratio).toBeCloseTo(1.5, 2)
    expect(other?.sequence?.low).toBeGreaterThan(1)
    expect(other?.rejected).toBe(true)
    expect(arms.reduce((sum, arm) => sum + (arm.advisedShare ?? 0), 0)).toBeCloseTo(1, 9)
    expect(checks.filter(({ state: found }) => found === 'failed')).toEqual([])
  })

  test('lets the control win when every other arm is below it', async () => {
    const { state } = await show(project, 'reversed')
    expect(state).toMatchObject({ verdict: 'winner', leader: 'new' })
    expect(state.reasons.map(({ code }) => code)).toEqual(['control_beats_all'])
  })

  test('of which networks decide only says who is ahead, and reads declared looks', async () => {
    const { state, arms, mayWin, sampleRatio } = await show(project, 'watched')
    expect(state).toMatchObject({
      verdict: 'ahead',
      leader: 'new',
      status: 'ended',
      countedTo: '2026-06-11',
    })
    expect(state.reasons.map(({ message }) => message).join(' ')).not.toMatch(/ won:/)
    expect(mayWin).toBe(false)
    expect(sampleRatio).toMatchObject({ p: null, flagged: false })
    expect(arms[1]?.declaredHorizon).toMatchObject({ look: '2026-06-11', rejected: true })
    const early = await show(project, 'watched', { on: '2026-06-01' })
    expect(early.arms[1]?.declaredHorizon?.look).toBe('2026-05-28')
  })

  test('sees when arms are alike, and when the split is not the designed one', async () => {
    expect((await show(project, 'twins')).state).toMatchObject({
      verdict: 'no_meaningful_difference',
      leader: null,
    })
    const uneven = await show(project, 'uneven')
    expect(uneven.sampleRatio?.flagged).toBe(true)
    expect(uneven.state.verdict).toBe('invalid')
    expect(uneven.state.reasons.map(({ code }) => code)).toContain('split_not_as_designed')
  })

  test('keeps running until it has run seven days, and its noise never falls between looks', async () => {
    const early = await show(project, 'hook', { on: '2026-05-18' })
    expect(early.state).toMatchObject({ verdict: 'keep_running', days: 4, countedTo: '2026-05-18' })
    expect(early.state.reasons.map(({ code }) => code)).toContain('minimum_run')
    const values: number[] = []
    for (const on of ['2026-05-15', '2026-05-18', '2026-05-25', '2026-06-10'])
      values.push((await show(project, 'hook', { on })).dispersion?.value ?? 0)
    expect(values).toEqual(values.toSorted((a, b) => a - b))
  })
})

describe('what a declaration may say', () => {
  test('a split that was changed is checked period by period', async () => {
    const { sampleRatio, arms } = await show(project, 'shifted')
    expect(sampleRatio).toMatchObject({ flagged: false })
    expect(arms[1]?.designedShare).toBeCloseTo(1 / 3, 3)
    expect((await show(project, 'unshifted')).state.reasons.map(({ code }) => code)).toEqual([
      'split_not_as_designed',
    ])
  })

  test('arms of several objects are added up, first days cut out, strata nobody knows given up', async () => {
    const { arms, state, checks, plan: used, notes } = await show(project, 'pooled')
    expect(state.days).toBe(43)
    expect(arms[0]?.impressions).toBeCloseTo(2 * (arms[1]?.impressions ?? 0), -3)
    expect(arms[1]?.ratio).toBeCloseTo(1.5, 2)
    expect(checks.map(({ code }) => code)).toContain('exploration_cut')
    expect(used.strata).toEqual(['network'])
    expect(notes.map(({ code }) => code)).toContain('strata_not_known')
  })
})

describe('as text', () => {
  const present = (name: string, answer: unknown) =>
    JSON.stringify(OPERATIONS.find((operation) => operation.name === name)?.present(answer))

  test('every answer reads as a sentence and holds no hole', async () => {
    const texts = [
      present('test-list', await list(project)),
      present('test-plan', await plan(project, { arms: [OLD, NEW], cpm: 8 })),
      ...(await Promise.all(
        ['hook', 'watched', 'apart', 'future', 'single'].map(async (id) =>
          present('test-show', await show(project, id)),
        ),
      )),
    ]
    for (const text of texts) expect(text).not.toMatch(/NaN|undefined|Infinity|\bnull\b/)
    expect(texts[0]).toMatch(/hook: new won: it beats old by a factor between/)
    expect(texts[3]).toMatch(
      /ahead: new .* At the declared look|At the declared look of 2026-06-11 new differs/,
    )
  })
})

describe('a past day', () => {
  test('is read as if later days were not there', async () => {
    const on = '2026-06-05'
    const [header = '', ...lines] = TABLE
    const before = await openProject(SETTINGS)
    try {
      await importTable(before, [header, ...lines.filter((line) => line.slice(0, 10) <= on)])
      for (const id of ['hook', 'watched', 'twins'])
        expect(read(await show(project, id, { on }))).toEqual(read(await show(before, id)))
    } finally {
      await before.remove()
    }
  })

  test('has the history that later readings still show', async () => {
    const past = await show(project, 'hook', { on: '2026-05-30' })
    const { history } = await show(project, 'hook')
    expect(history.slice(0, past.history.length)).toEqual(past.history)
    const last = past.history.at(-1)?.arms[0]
    expect(last).toMatchObject({ ratio: past.arms[1]?.ratio, eValue: past.arms[1]?.eValue })
  })

  test('before the start says so, and a future test waits', async () => {
    expect((await show(project, 'hook', { on: '2026-05-10' })).state).toMatchObject({
      status: 'not_begun',
      verdict: null,
    })
    expect((await show(project, 'future')).state).toMatchObject({ status: 'not_begun', verdict: null })
  })

  test('says when later files changed it', async () => {
    const restated = await openProject(SETTINGS)
    try {
      await importTable(restated, TABLE)
      const more = TABLE.map((line) => line.replace(/^(2026-05-2\d,.*New hook,\d+),\d+$/, '$1,160'))
      await importTable(restated, more, 'again.csv')
      const answer = await show(restated, 'hook', { on: '2026-05-30' })
      const note = answer.notes.find(({ code }) => code === 'restated_days')
      expect(note?.message).toMatch(/changed 10 of these days \(impressions unchanged, conversions \+/)
      expect(answer.arms[1]?.conversions).toBeGreaterThan(16 * 151)
    } finally {
      await restated.remove()
    }
    expect((await show(project, 'hook', { on: '2026-05-30' })).notes.map(({ code }) => code)).not.toContain(
      'restated_days',
    )
  })
})

describe('a test that cannot be read', () => {
  test.each([
    ['unknown', 'unknown_arm', /Nobody/],
    ['nowhere', 'unknown_arm', /Nobody.*No one/],
    ['apart', 'missing_arm', /early/],
    ['single', 'only_one_arm', /needs two/],
    ['headless', 'control_missing', /none/],
    ['backwards', 'ends_before_start', /before it starts/],
    ['lopsided', 'invalid_share', /new/],
    ['looked', 'invalid_look', /end/],
    ['doubled', 'same_in_two_arms', /two arms/],
    ['filtered', 'cannot_be_asked', /planet/],
  ])('%s is invalid, with a reason and a sentence', async (id, code, sentence) => {
    const { state } = await show(project, id)
    expect(state.verdict).toBe('invalid')
    expect(state.reasons.map((reason) => reason.code)).toContain(code)
    expect(state.reasons.map(({ message }) => message).join(' ')).toMatch(sentence)
    expect(state.nextStep).toMatch(/\.$/)
  })

  test('counts that cannot be true make a test invalid; of an event that repeats they are noted', async () => {
    const rows = TABLE.map((line) => line.replace(/^(.*New hook),\d+,\d+$/, '$1,100,150'))
    const settings = (event: string) =>
      `tests: {odd: {arms: {old: ${OLD}, new: ${NEW}}, control: old, design: platform, split: free, start: 2026-05-15, event: ${event}}}`
    const odd = async (event: string) => {
      const own = await openProject(settings(event))
      try {
        const columns = { day: 'day', network: 'network', os: 'os', creative: 'creative' }
        await own.importText('odd.csv', `${rows.join('\n')}\n`, {
          map: { ...columns, impressions: 'impressions', [`event.${event}`]: 'installs' },
          source: 'own',
          set: { app: 'game' },
        })
        return await show(own, 'odd')
      } finally {
        await own.remove()
      }
    }
    const installs = await odd('install')
    expect(installs.state.verdict).toBe('invalid')
    expect(installs.state.reasons).toMatchObject([{ code: 'conversions_above_impressions' }])
    const purchases = await odd('purchase')
    expect(purchases.state.verdict).toBe('winner')
    expect(purchases.notes.map(({ code }) => code)).toContain('repeatable_conversions')
  })

  test('does not keep others from being listed', async () => {
    const { tests, notes } = await list(project)
    expect(tests).toHaveLength(19)
    expect(tests.map(({ verdict }) => verdict)).toContain('winner')
    expect(notes).toEqual([])
  })

  test('nobody declared is not found', async () => {
    await expect(show(project, 'hoook')).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringMatching(/did you mean hook/),
    })
    await expect(show(project, 'hook', { id: ['hook', 'twins'] })).rejects.toMatchObject({ code: 'usage' })
  })
})
