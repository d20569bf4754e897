import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DecisionsAnswer } from '#schema/answer/decisions-answer.ts'
import { addDays } from '#schema/day.ts'
import { type OpenProject, openProject } from '../support/open-project.ts'

const FIRST = '2026-06-01'
const LAST = '2026-06-14'
const AGAIN = '2026-06-25'

/** Installs of 10,000 impressions a day, before and after; `null` is not shown. */
const CREATIVES: Readonly<Record<string, readonly [number, number | null, number]>> = {
  Steady: [200, 200, 300],
  Lucky: [200, 90, 100],
  Poor: [50, 50, 20],
  Gone: [40, null, 0],
  Plain: [100, 100, 100],
  Usual: [100, 100, 100],
}

const rows = Array.from({ length: 28 }, (_, d) => addDays(FIRST, d)).flatMap((day) =>
  Object.entries(CREATIVES).flatMap(([creative, [before, after, laterSpend]]) => {
    const installs = day <= LAST ? before : after
    return installs === null
      ? []
      : [[day, 'meta', creative, 10_000, installs, day <= LAST ? 100 : laterSpend].join()]
  }),
)
const TABLE = ['day,network,creative,impressions,installs,spend', ...rows].join('\n')

let project: OpenProject
beforeAll(async () => {
  project = await openProject('name: advice\ncurrency: USD\n')
  const names = ['day', 'network', 'creative', 'impressions', 'spend']
  await project.importText('own.csv', TABLE, {
    map: { ...Object.fromEntries(names.map((name) => [name, name])), 'event.install': 'installs' },
    source: 'own',
    set: { app: 'game', currency: 'USD' },
  })
})
afterAll(() => project.remove())

const ask = async (name: string, input: object = {}) =>
  DecisionsAnswer.parse(await project.ask(name, { ...input }))
const DAYS = { from: FIRST, to: LAST }

/** Two wear out on the same day; one of them comes back after its last. */
const WORN = Array.from({ length: 35 }, (_, d) => addDays(FIRST, d)).flatMap((day) =>
  ['Plain', 'Usual', 'Other', 'Worn', 'Back'].map((creative) => {
    const isWorn = day > addDays(FIRST, 13) && (creative === 'Worn' || (creative === 'Back' && day < AGAIN))
    return [day, 'meta', creative, 10_000, isWorn ? 60 : 200, 100].join()
  }),
)

describe('the log of decisions', () => {
  test('says what held, what was done about it, and scores the advice', async () => {
    const { rows: found, score } = await ask('decisions-record', DAYS)
    const byName = Object.fromEntries(found.map((row) => [row.name, row]))
    expect(byName.Steady).toMatchObject({ action: 'scale', outcome: 'held', followed: true, to: LAST })
    expect(byName.Steady?.done).toMatchObject({ what: 'raised', entered: false })
    expect(byName.Lucky).toMatchObject({ action: 'scale', outcome: 'failed' })
    expect(byName.Poor).toMatchObject({ action: 'sunset', outcome: 'held', done: { what: 'cut' } })
    expect(byName.Gone).toMatchObject({ outcome: 'unwatched', done: { what: 'stopped' }, followed: true })
    const held = found.filter(({ outcome }) => outcome === 'held').length
    expect(score).toMatchObject({ advised: found.length, held, failed: 1, unwatched: 1, waiting: 0 })
    expect(score.share?.estimate).toBeCloseTo(held / (held + 1), 12)
    expect(score.claimed).toBeGreaterThan(score.seen ?? 1)
  })

  test('writes the same down once, and a plan beside the ranking', async () => {
    const once = await ask('decisions-record', DAYS)
    const twice = await ask('decisions-record', { ...DAYS, advice: 'budget' })
    expect(twice.rows.length).toBeGreaterThan(once.rows.length)
    expect((await ask('decisions-record', { ...DAYS, advice: 'budget' })).rows).toHaveLength(
      twice.rows.length,
    )
    const raised = twice.rows.find(({ advice, name }) => advice === 'budget' && name === 'Steady')
    expect(raised).toMatchObject({ action: 'raise', outcome: 'held' })
    expect(raised?.evidence.factor).toBeGreaterThan(1)
  })

  test('believes what somebody says was done, until it is taken back', async () => {
    const { rows: all } = await ask('decisions')
    const number = all.find(({ name }) => name === 'Lucky')?.number ?? 0
    const said = await ask('decisions-done', { number, what: 'stopped', note: 'on Monday' })
    expect(said.rows.find((row) => row.number === number)?.done).toMatchObject({
      what: 'stopped',
      entered: true,
      note: 'on Monday',
    })
    const back = await ask('decisions-done', { number })
    expect(back.rows.find((row) => row.number === number)?.done?.entered).toBe(false)
    await ask('decisions-remove', { number })
    await expect(ask('decisions-remove', { number })).rejects.toThrow(
      `no suggestion has the number ${number}`,
    )
  })

  test('waits while no later day is mature', async () => {
    const { rows: found } = await ask('decisions-record', { from: addDays(LAST, 1), to: addDays(FIRST, 27) })
    expect(found.filter(({ to }) => to > LAST).every(({ outcome }) => outcome === 'waiting')).toBe(true)
    await expect(ask('decisions-record', { ...DAYS, only: 'Nobody' })).rejects.toThrow('nothing is suggested')
  })

  test('says of what wore out whether it stayed so', async () => {
    const table = ['day,network,creative,impressions,installs,spend', ...WORN].join('\n')
    const names = ['day', 'network', 'creative', 'impressions', 'spend']
    await project.importText('worn.csv', table, {
      map: { ...Object.fromEntries(names.map((name) => [name, name])), 'event.install': 'installs' },
      source: 'worn',
      set: { app: 'other', currency: 'USD' },
    })
    const asked = { advice: 'fatigue', from: FIRST, to: addDays(AGAIN, -1), where: 'app = other' }
    const { rows: found } = await ask('decisions-record', asked)
    const of = (name: string) => found.find((row) => row.name === name && row.advice === 'fatigue')
    expect(of('Worn')).toMatchObject({ action: 'replace', outcome: 'held', done: { what: 'kept' } })
    expect(of('Worn')?.followed).toBe(false)
    expect(of('Worn')?.evidence.measured).toBeCloseTo(0.3, 1)
    expect(of('Back')).toMatchObject({ action: 'replace', outcome: 'failed' })
    expect(of('Plain')).toBeUndefined()
  })
})
