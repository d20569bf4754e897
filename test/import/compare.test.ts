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
