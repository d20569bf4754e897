import { afterAll, beforeAll, expect, test } from 'vitest'
import { ExplainAnswer } from '#schema/answer/explain-answer.ts'
import { FatigueAnswer } from '#schema/answer/fatigue-answer.ts'
import { QueryAnswer } from '#schema/answer/query-answer.ts'
import { type OpenProject, openProject } from '../support/open-project.ts'

let sample: OpenProject
beforeAll(async () => {
  sample = await openProject('name: watched\n')
})
afterAll(() => sample.remove())

test('of the sample the two creatives that wear out are found, with day, size and what fell', async () => {
  const { series, notes, currency } = FatigueAnswer.parse(await sample.ask('fatigue'))
  const [first, second] = series
  // The truth (docs/sample.md): half of the rate over 14 days from the middle on, and 35 % at once after 65 %.
  expect(first?.creative).toBe('IS_VID_CatapultShot_Gameplay_9x16_15s_v01')
  expect(first?.changed).toMatch(/^2026-(08-3|08-2|09-0)/)
  expect(first?.sinceBaseline.estimate).toBeGreaterThan(0.4)
  expect(second?.creative).toBe('LB_VID_LighthouseMerge_Gameplay_9x16_15s_v01')
  expect(second?.changed).toMatch(/^2026-09-(19|20|21)$/)
  expect(second?.decline.low).toBeLessThan(0.35)
  expect(second?.decline.high).toBeGreaterThan(0.34)
  expect(second?.where).toBe('ctr')
  expect(second?.networks.length).toBeGreaterThan(2)
  expect(second?.lost.spend).toBeGreaterThan(10_000)
  expect(currency).toBe('USD')
  const alarms = series.filter(({ alarmed }) => alarmed !== null)
  expect(alarms.length).toBeLessThanOrEqual(5)
  expect(notes.map(({ code }) => code)).toContain('false_alarms')
})

test('asked by network, or for a few days, it says what it cannot tell', async () => {
  const byNetwork = FatigueAnswer.parse(await sample.ask('fatigue', { by: 'network' }))
  expect(byNetwork.series.length).toBeGreaterThan(3)
  const short = FatigueAnswer.parse(await sample.ask('fatigue', { last: '5d', limit: 3 }))
  expect(short.series.map(({ state }) => state)).toEqual(Array(3).fill('not_enough_data'))
  await expect(sample.ask('fatigue', { basis: 'modelled' })).rejects.toMatchObject({ code: 'usage' })
})

test('money by day is in the project’s currency, as its sum is: without that no part in money had a range', async () => {
  const { cost, price, roas, notComputed } = ExplainAnswer.parse(
    await sample.ask('explain', { last: '14d', where: 'app = Lantern Bay' }),
  )
  expect(notComputed).toEqual({})
  for (const [part, range] of [
    [cost?.price, cost?.intervals?.price],
    [price?.price, price?.intervals?.price],
    [roas?.value, roas?.intervals?.value],
  ] as const) {
    expect(range?.low).toBeLessThan(part ?? Number.NaN)
    expect(range?.high).toBeGreaterThan(part ?? Number.NaN)
  }
})

test('as many of the sample’s users come back in every country, organic ones among them', async () => {
  const { rows } = QueryAnswer.parse(
    await sample.ask('query', { metrics: 'retention_d1', by: 'country', last: '28d' }),
  )
  expect(rows.length).toBeGreaterThan(5)
  for (const { retention_d1: share } of rows) expect(Math.abs(Number(share) - 0.36)).toBeLessThan(0.04)
})
