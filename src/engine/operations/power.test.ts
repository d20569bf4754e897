import { describe, expect, test } from 'vitest'
import { PowerAnswer } from '#schema/answer/power-answer.ts'
import { power } from './power.ts'

const ask = async (input: object) => PowerAnswer.parse(await power.run(null, input, { localFiles: true }))

describe('power', () => {
  test.each([
    ['5%', 6438],
    ['10%', 1650],
    ['20%', 433],
    ['0.3', 202],
    [0.5, 80],
    [' 100 % ', 25],
  ])('of a lift of %s needs %d installs per arm', async (lift, installs) => {
    const { fixedHorizon, peekSafe, declaredHorizon } = await ask({ ipm: '10', lift })
    expect(fixedHorizon.installsPerArm).toBe(installs)
    expect(fixedHorizon.impressionsPerArm).toBe(installs * 100)
    expect(Math.abs(peekSafe.installsPerArm - 1.7 * installs)).toBeLessThan(2)
    expect(Math.abs(declaredHorizon.installsPerArm - 1.07 * installs)).toBeLessThan(2)
  })

  test('prices spend and days, and says why one is absent', async () => {
    const priced = await ask({ ipm: 10, lift: '20%', cpm: '8', dailyImpressions: '5000' })
    expect(priced.fixedHorizon).toEqual({
      installsPerArm: 433,
      impressionsPerArm: 43_300,
      impressions: 86_600,
      spend: 692.8,
      days: 18,
    })
    expect(priced.peekSafe).toMatchObject({ installsPerArm: 736, spend: 1177.6, days: 30 })
    expect(priced.notComputed).toEqual({})
    const bare = await ask({ ipm: 10, lift: 0.2 })
    expect(bare.peekSafe).toMatchObject({ spend: null, days: null })
    expect(Object.keys(bare.notComputed)).toEqual(['spend', 'days'])
  })

  test('never plans fewer than seven days', async () => {
    const { peekSafe, notes } = await ask({ ipm: 10, lift: 0.2, dailyImpressions: 1e9 })
    expect(peekSafe.days).toBe(7)
    expect(notes.map(({ code }) => code)).toContain('minimum_run')
  })

  test('grows with arms and dispersion', async () => {
    const one = await ask({ ipm: 10, lift: 0.2 })
    const four = await ask({ ipm: 10, lift: 0.2, arms: 4 })
    const noisy = await ask({ ipm: 10, lift: 0.2, dispersion: 2 })
    expect(four.fixedHorizon.installsPerArm).toBeGreaterThan(one.fixedHorizon.installsPerArm)
    expect(noisy.fixedHorizon.installsPerArm).toBe(866)
  })

  test.each([
    [{ lift: '20%' }, /ipm: write a number/],
    [{ ipm: 10 }, /lift: write it as/],
    [{ ipm: '0', lift: '20%' }, /ipm: must be above 0/],
    [{ ipm: '-3', lift: '20%' }, /ipm: must be above 0/],
    [{ ipm: 'NaN', lift: '20%' }, /ipm: write a number/],
    [{ ipm: 'Infinity', lift: '20%' }, /ipm: /],
    [{ ipm: 10, lift: '0' }, /lift: 0 is no lift/],
    [{ ipm: 10, lift: '-20%' }, /lift: -20% is no lift/],
    [{ ipm: 10, lift: 'NaN' }, /lift: NaN is no lift/],
    [{ ipm: 10, lift: '1.2.3%' }, /lift: 1.2.3% is no lift/],
    [{ ipm: 10, lift: 20 }, /lift: 20 is no lift .* write it as 20% or 0.2/],
    [{ ipm: 10, lift: 0.2, alpha: '1' }, /alpha: must be below 1/],
    [{ ipm: 10, lift: 0.2, alpha: '2' }, /alpha: must be below 1/],
    [{ ipm: 10, lift: 0.2, alpha: 0.9 }, /power must be above the error rate/],
    [{ ipm: 10, lift: 0.2, power: 1 }, /power: must be below 1/],
    [{ ipm: 10, lift: 0.2, arms: 1 }, /arms: must be at least 2/],
    [{ ipm: 10, lift: 0.2, arms: 2.5 }, /arms: must be a whole number/],
    [{ ipm: 10, lift: 0.2, dispersion: 0.5 }, /dispersion: must be at least 1/],
    [{ ipm: 10, lift: 0.2, cpm: 0 }, /cpm: must be above 0/],
    [{ ipm: 1e-12, lift: 1e-9 }, /no test of any size/],
  ])('refuses %j in a sentence', async (input, sentence) => {
    await expect(ask(input)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(sentence),
    })
  })
})
