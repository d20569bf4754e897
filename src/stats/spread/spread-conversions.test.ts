import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawGamma, drawNormal, drawPoisson } from '../random/draws.ts'
import { seededGenerator } from '../random/seeded.ts'
import { spreadConversions } from './spread-conversions.ts'

describe('conversions of a campaign spread by claims', () => {
  test('by hand: 100 over claims of 30 and 70, and a beta of that mean and variance', () => {
    const { estimate, variance, interval } = spreadConversions([
      { conversions: 100, claimed: 30, claimedInAll: 100, isWhole: false },
    ])
    expect(estimate).toBeCloseTo(30, 12)
    // p = 30.5/101: 1.5·100·p(1−p)(1 + 100/101) + (√2·0.2·100·p(1−p))²
    expect(variance).toBeCloseTo(98.46871, 4)
    expect(interval.low).toBeGreaterThan(30 - 2.2 * Math.sqrt(variance))
    expect(interval.high).toBeLessThan(30 + 2.2 * Math.sqrt(variance))
  })

  test('nobody claims: anybody’s; none claimed of some: 0, with room above; alone: all', () => {
    expect(
      spreadConversions([{ conversions: 50, claimed: 0, claimedInAll: 0, isWhole: false }]),
    ).toMatchObject({
      estimate: 0,
      interval: { low: 0, high: 50 },
    })
    const none = spreadConversions([{ conversions: 50, claimed: 0, claimedInAll: 40, isWhole: false }])
    const whole = spreadConversions([{ conversions: 50, claimed: 40, claimedInAll: 40, isWhole: true }])
    expect(whole).toMatchObject({ estimate: 50, variance: 0, interval: { low: 50, high: 50 } })
    expect(none.estimate).toBe(0)
    expect(none.interval.low).toBe(0)
    expect(none.interval.high).toBeGreaterThan(0.5)
  })

  const campaign = fc.record({
    conversions: fc.integer({ min: 0, max: 5000 }),
    claims: fc.array(fc.integer({ min: 0, max: 2000 }), { minLength: 1, maxLength: 8 }),
  })

  test('objects add up to their campaign, and lie in their intervals', () => {
    fc.assert(
      fc.property(campaign, ({ conversions, claims }) => {
        const claimedInAll = claims.reduce((sum, claimed) => sum + claimed, 0)
        const found = claims.map((claimed) =>
          spreadConversions([{ conversions, claimed, claimedInAll, isWhole: false }]),
        )
        const sum = found.reduce((total, { estimate }) => total + estimate, 0)
        expect(sum).toBeCloseTo(claimedInAll === 0 ? 0 : conversions, 6)
        for (const { estimate, interval } of found) {
          expect(interval.low).toBeLessThanOrEqual(estimate)
          expect(interval.high).toBeGreaterThanOrEqual(estimate)
          expect(interval.low).toBeGreaterThanOrEqual(0)
          expect(interval.high).toBeLessThanOrEqual(conversions + 1e-9)
        }
      }),
    )
  })

  test('more noise, or claims that say less, widen the interval', () => {
    const cell = { conversions: 200, claimed: 40, claimedInAll: 160, isWhole: false }
    const width = (settings = {}) => {
      const { low, high } = spreadConversions([cell], settings).interval
      return high - low
    }
    expect(width({ dispersion: 3 })).toBeGreaterThan(width())
    expect(width({ claimSpread: 0.5 })).toBeGreaterThan(width())
    expect(width({ level: 0.99 })).toBeGreaterThan(width())
  })

  test.each([
    { objects: 5, installs: 200, spread: 0.2 },
    { objects: 20, installs: 400, spread: 0.2 },
    { objects: 3, installs: 2000, spread: 0.2 },
    { objects: 8, installs: 300, spread: 0 },
  ])(
    'intervals hold what was earned: $objects objects, $installs installs, claims off by $spread',
    ({ objects, installs, spread }) => {
      const random = seededGenerator(11)
      let inside = 0
      let all = 0
      for (let run = 0; run < 1000; run += 1) {
        const shares = Array.from({ length: objects }, () => drawGamma(2, random))
        const whole = shares.reduce((sum, share) => sum + share, 0)
        const earned = shares.map((share) => {
          // Over-dispersed by half, as daily conversions are.
          const mean = (installs * share) / whole
          return drawPoisson(drawGamma(mean * 2, random) / 2, random)
        })
        const claims = shares.map((share) => {
          const mean = ((installs * share) / whole) * Math.exp(spread * drawNormal(random))
          return drawPoisson(drawGamma(mean * 2, random) / 2, random)
        })
        const conversions = earned.reduce((sum, count) => sum + count, 0)
        const claimedInAll = claims.reduce((sum, count) => sum + count, 0)
        for (const [index, claimed] of claims.entries()) {
          const { low, high } = spreadConversions([
            { conversions, claimed, claimedInAll, isWhole: false },
          ]).interval
          const truth = earned[index] ?? 0
          all += 1
          // Counts are whole numbers: an interval that ends between two holds both.
          if (truth >= Math.floor(low) && truth <= Math.ceil(high)) inside += 1
        }
      }
      expect(inside / all).toBeGreaterThan(0.93)
    },
  )
})
