import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CompareAnswer } from '#schema/answer/compare-answer.ts'
import { type OpenProject, openProject } from '../support/open-project.ts'

/** The same counts spread over ten days. */
function rows(
  creative: string,
  country: string,
  impressions: number,
  installs: number,
  network = 'meta',
): string[] {
  return Array.from(
    { length: 10 },
    (_, day) =>
      `2026-05-${String(day + 1).padStart(2, '0')},${network},${creative},${country},${impressions / 10},${installs / 10}`,
  )
}

const TABLE = [
  'day,network,creative,country,impressions,installs',
  ...rows('Hook X', 'IN', 90_000, 900),
  ...rows('Hook X', 'US', 10_000, 500),
  ...rows('Hook Y', 'IN', 20_000, 180),
  ...rows('Hook Y', 'US', 80_000, 3600),
  ...rows('Fickle', 'IN', 50_000, 1000),
  ...rows('Fickle', 'US', 40_000, 1000),
  ...rows('Elsewhere', 'BR', 50_000, 500, 'tiktok'),
].join('\n')

let project: OpenProject
beforeAll(async () => {
  project = await openProject('name: comparison\n')
  const map = Object.fromEntries(
    ['day', 'network', 'creative', 'country', 'impressions'].map((name) => [name, name]),
  )
  await project.importText('own.csv', TABLE, {
    map: { ...map, conversions: 'installs' },
    source: 'own',
    set: { app: 'game' },
  })
})
afterAll(() => project.remove())

const compare = async (objects: readonly string[], input: object = {}) =>
  CompareAnswer.parse(await project.ask('compare', { objects, ...input }))

describe('compare', () => {
  test('compares like with like where plain rates mislead', async () => {
    const { comparisons, orders, objects, question } = await compare(['hook x', 'Hook Y'])
    const [pair] = comparisons
    expect(pair?.pooledRatio).toBeCloseTo(14 / 37.8, 6)
    expect(pair?.ratio).toBeCloseTo(10 / 9, 6)
    expect(pair?.overlap).toBeCloseTo(0.5791, 4)
    expect(pair).toMatchObject({ comparable: true, simpson: true })
    expect(pair?.probabilityBetter).toBeGreaterThan(0.9)
    expect(pair?.reasons.map(({ code }) => code)).toEqual(['mix_misleads'])
    const [x = '', y = ''] = objects.map(({ key }) => key)
    expect(orders).toEqual({ pooled: [y, x], adjusted: [x, y] })
    expect(question.strata).toContain('country')
  })

  test('says whether places disagree, and who is surely no worse', async () => {
    const [pair] = (await compare(['Hook X', 'Hook Y'])).comparisons
    // The ratio is 10/9 in both countries.
    expect(pair?.heterogeneity?.q).toBeCloseTo(0, 6)
    expect(pair?.heterogeneity).toMatchObject({ degreesOfFreedom: 1, kappa: 0 })
    expect(pair?.heterogeneity?.byStratum.map(({ ratio }) => ratio.toFixed(4))).toEqual(['1.1111', '1.1111'])
    expect(pair?.nonInferiority).toMatchObject({ margin: 0.1, level: 0.95, first: { holds: true } })
    expect(pair?.nonInferiority?.first.bound).toBeGreaterThan(pair?.interval?.low ?? 9)
    expect(pair?.nonInferiority?.second).toMatchObject({ holds: false })
    const wide = await compare(['Hook X', 'Hook Y'], { margin: '30%' })
    expect(wide.question.margin).toBe(0.3)
    expect(wide.comparisons[0]?.nonInferiority?.second.holds).toBe(true)
    const one = (await compare(['Hook X', 'Hook Y'], { where: ['country = IN'] })).comparisons[0]
    expect(one?.heterogeneity).toBeNull()
    expect(one?.notComputed.heterogeneity).toMatch(/two shared strata/)
    const apart = (await compare(['Hook X', 'Elsewhere'])).comparisons[0]
    expect(apart).toMatchObject({ heterogeneity: null, nonInferiority: null })
    expect(apart?.notComputed.nonInferiority).toMatch(/not comparable/)
    const differing = (await compare(['Hook X', 'Fickle'])).comparisons[0]
    expect(differing?.heterogeneity?.pValue).toBeLessThan(1e-6)
    expect(differing?.heterogeneity?.kappa).toBeGreaterThan(0.05)
    const reason = differing?.reasons.find(({ code }) => code === 'places_differ')
    expect(reason?.message).toMatch(/0\.50 in .*IN.*, 2\.00 in .*US/)
  })

  test('says “not comparable” instead of a number', async () => {
    const { comparisons } = await compare(['Hook X', 'Elsewhere'])
    const [pair] = comparisons
    expect(pair).toMatchObject({ comparable: false, ratio: null, interval: null, probabilityBetter: null })
    expect(pair?.notComputed.ratio).toMatch(/not comparable/)
  })

  test('says what is still needed at the present pace', async () => {
    const { comparisons } = await compare(['Hook X', 'Hook Y'], { where: ['country = IN'] })
    const needed = comparisons[0]?.needed
    expect(needed?.conversions).toBeGreaterThan(1000)
    expect(needed?.impressions).toBe(Math.ceil(((needed?.conversions ?? 0) * 20_000) / 180))
    expect(needed?.days).toBe(Math.ceil((needed?.impressions ?? 0) / 2000))
  })

  test('takes two objects that exist', async () => {
    await expect(compare(['Hook X'])).rejects.toMatchObject({ code: 'usage' })
    await expect(compare(['Hook X', 'hook x'])).rejects.toThrow(/named twice/)
    await expect(compare(['Hook X', 'Hook Z'])).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringMatching(/did you mean Hook/),
    })
  })
})
