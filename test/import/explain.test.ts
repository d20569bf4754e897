import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHANGE_PARTS, ExplainAnswer } from '#schema/answer/explain-answer.ts'
import { type OpenProject, openProject } from '../support/open-project.ts'

/** Counts of a place spread over ten days; the vector of docs/methods/decomposition.md without views. */
function rows(month: string, country: string, network: string, counts: readonly number[]): string[] {
  return Array.from({ length: 10 }, (_, day) =>
    [`2026-${month}-${String(day + 11)}`, network, country, ...counts.map((count) => count / 10)].join(),
  )
}

const TABLE = [
  'day,network,country,impressions,clicks,installs,spend',
  ...rows('04', 'US', 'meta', [60_000, 1_800, 900, 1_500]),
  ...rows('04', 'BR', 'meta', [40_000, 800, 160, 500]),
  ...rows('05', 'US', 'meta', [40_000, 1_200, 570, 1_200]),
  ...rows('05', 'BR', 'meta', [110_000, 2_200, 440, 1_200]),
  ...rows('05', 'FR', 'tiktok', [50_000, 500, 100, 400]),
].join('\n')

/** The same places with their installs after a view; those of tiktok do not say what earned them. */
const VIEWED = [
  'day,network,country,impressions,clicks,installs,viewed,buyers,spend',
  ...rows('04', 'US', 'meta', [60_000, 1_800, 960, 60, 960, 1_500]),
  ...rows('04', 'BR', 'meta', [40_000, 800, 180, 20, 180, 500]),
  ...rows('05', 'US', 'meta', [40_000, 1_200, 610, 40, 610, 1_200]),
  ...rows('05', 'BR', 'meta', [110_000, 2_200, 495, 55, 495, 1_200]),
  ...rows('05', 'FR', 'tiktok', [50_000, 500, 100, 0, 100, 400]).map((row) =>
    row.replace(',10,0,10,40', ',10,,10,40'),
  ),
].join('\n')

let project: OpenProject
beforeAll(async () => {
  project = await openProject('name: why\ncurrency: USD\n')
  const names = ['day', 'network', 'country', 'impressions', 'clicks', 'spend']
  await project.importText('own.csv', TABLE, {
    map: { ...Object.fromEntries(names.map((name) => [name, name])), conversions: 'installs' },
    source: 'own',
    set: { app: 'game', currency: 'USD' },
  })
})
afterAll(() => project.remove())

const DAYS = { from: '2026-05-11', to: '2026-05-20', compare: '2026-04-11..2026-04-20' }
const explain = async (input: object = {}) =>
  ExplainAnswer.parse(await project.ask('explain', { ...DAYS, ...input }))

describe('why a rate changed', () => {
  test('parts add up to the change of the rate and of the cost, and places to the parts', async () => {
    const { change, parts, cost, price, roas, before, after, contributors, intervals, notComputed } =
      await explain()
    expect(before).toMatchObject({ impressions: 100_000, conversions: 1_060, from: '2026-04-11' })
    expect(after).toMatchObject({ impressions: 200_000, conversions: 1_110 })
    expect(change).toBeCloseTo(5.55 - 10.6, 9)
    const sum = (own: Record<(typeof CHANGE_PARTS)[number], number>) =>
      CHANGE_PARTS.reduce((total, part) => total + own[part], 0)
    expect(sum(parts ?? never())).toBeCloseTo(change ?? 0, 9)
    expect((cost?.price ?? 0) + sum(cost?.rate ?? never())).toBeCloseTo(cost?.change ?? 0, 9)
    expect(cost?.after).toBeCloseTo(2_800 / 1_110, 9)
    // 20 per thousand before, 14 after: of 25 and 12.5 in the places that stay, and 8 in the one that came.
    expect(price?.change).toBeCloseTo(14 - 20, 9)
    expect((price?.mix ?? 0) + (price?.price ?? 0)).toBeCloseTo(-6, 9)
    expect(price?.price).toBeCloseTo(((0.6 + 0.2) / 2) * 5 + ((0.4 + 0.55) / 2) * (1_200 / 110 - 12.5), 9)
    expect(roas).toBeNull()
    expect(notComputed.roas).toBe('revenue is asked per install')
    // All days of a side are alike here, so that prices lie where they are.
    expect(notComputed.priceIntervals).toBeUndefined()
    expect(price?.intervals?.price.low).toBeCloseTo(price?.price ?? 0, 6)
    expect(cost?.intervals?.rate.cvr.low).toBeLessThan(cost?.rate.cvr ?? 0)
    expect(cost?.intervals?.rate.cvr.high).toBeGreaterThan(cost?.rate.cvr ?? 0)
    const countries = contributors.filter(({ dimension }) => dimension === 'country')
    expect(countries).toHaveLength(3)
    expect(countries.reduce((total, own) => total + own.total, 0)).toBeCloseTo(change ?? 0, 9)
    // Clicks per impression changed nowhere: what came and went is mix.
    expect(parts?.ctr).toBeCloseTo(0, 9)
    expect(intervals?.cvr.low).toBeLessThan(parts?.cvr ?? 0)
    expect(intervals?.cvr.high).toBeGreaterThan(parts?.cvr ?? 0)
  })

  test('one network alone is what its page says by hand, in one sentence', async () => {
    const { parts, sentence } = await explain({ where: 'network = meta' })
    // Shares 0.6, 0.4 → 0.2667, 0.7333; rates 15, 4 → 14.25, 4; half of the sum of the totals 10.6 and 6.7333.
    const middle = (10.6 + 1010 / 150) / 2
    const [us, br] = [40 / 150 - 0.6, 110 / 150 - 0.4]
    expect(parts?.mix).toBeCloseTo(us * (14.625 - middle) + br * (4 - middle), 9)
    expect(parts?.cvr).toBeCloseTo(((0.6 + 40 / 150) / 2) * 30 * (0.475 - 0.5), 9)
    expect(sentence).toMatch(
      /^Conversions per mille fell from 10\.6 to 6\.73 \(−36\.5 %\)\. Because of more impressions where less is converted \(−3\.\d+\)/,
    )
  })

  test('two groups of the same days are told apart by what does not define them', async () => {
    const { question, parts, sentence, before } = await explain({
      compare: 'previous',
      group: ['network = meta', 'network = tiktok'],
    })
    expect(question).toMatchObject({ kind: 'groups' })
    expect(question.by).not.toContain('network')
    expect(before.label).toBe('network = meta')
    expect(parts).not.toBeNull()
    expect(sentence).toMatch(
      /^Conversions per mille is lower where network = tiktok than where network = meta/,
    )
    await expect(project.ask('explain', { group: ['network = meta'] })).rejects.toMatchObject({
      code: 'usage',
    })
  })

  test('days without impressions are said, not computed', async () => {
    const answer = await explain({ compare: '2026-01-01..2026-01-10' })
    expect(answer).toMatchObject({ change: null, parts: null, cost: null, contributors: [] })
    expect(answer.notComputed.change).toBe('one of the periods has no impressions')
    expect(answer.sentence).toBe('Conversions per mille cannot be compared: one side has no impressions.')
  })
})

describe('installs after a view', () => {
  let viewed: OpenProject
  beforeAll(async () => {
    viewed = await openProject('name: why\ncurrency: USD\n')
    const names = ['day', 'network', 'country', 'impressions', 'clicks', 'spend']
    await viewed.importText('viewed.csv', VIEWED, {
      map: {
        ...Object.fromEntries(names.map((name) => [name, name])),
        'event.install': 'installs',
        'view.install': 'viewed',
        'unique.purchase': 'buyers',
      },
      source: 'own',
      set: { app: 'game', currency: 'USD' },
    })
  })
  afterAll(() => viewed.remove())
  const explainViewed = async (input: object = {}) =>
    ExplainAnswer.parse(await viewed.ask('explain', { ...DAYS, ...input }))

  test('are a part of their own where they are told', async () => {
    const { before, after, parts, intervals, knowsClicks, sentence, notes } = await explainViewed({
      where: 'network = meta',
    })
    expect([before.perMille, after.perMille]).toEqual([11.4, 1105 / 150])
    // docs/methods/decomposition.md: rates of views did not change, so that only places and one CVR did.
    expect(parts?.mix).toBeCloseTo(1105 / 150 - 11.4 + 0.325, 9)
    expect(parts?.ctr).toBeCloseTo(0, 9)
    expect(parts?.cvr).toBeCloseTo(((0.6 + 40 / 150) / 2) * 30 * (0.475 - 0.5), 9)
    expect(parts?.view).toBeCloseTo(0, 9)
    expect(intervals?.view.low).toBeCloseTo(-0.23, 1)
    expect(knowsClicks).toBe(true)
    expect(sentence).not.toContain('without a known click')
    expect(notes.map(({ code }) => code)).not.toContain('views_not_told')
  })

  test('are told of no users, whose conversions stay after clicks', async () => {
    const users = await viewed.ask('explain', { ...DAYS, event: 'unique.purchase', where: 'network = meta' })
    const { before, parts } = ExplainAnswer.parse(users)
    expect(before.conversions).toBe(960 + 180)
    expect(parts?.view).toBe(0)
    expect(parts?.cvr).not.toBe(0)
  })

  test('count with those after clicks where they are not told, and that is said', async () => {
    const { parts, notes } = await explainViewed()
    expect(parts?.view).toBeCloseTo(0, 9)
    expect(notes.find(({ code }) => code === 'views_not_told')?.message).toContain(' on both sides of TikTok')
  })
})

function never(): never {
  throw new Error('it was not computed')
}
