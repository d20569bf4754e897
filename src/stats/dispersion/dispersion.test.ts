import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawCount, drawGamma, drawNormal } from '../random/draws.ts'
import { seededGenerator } from '../random/seeded.ts'
import { poolDays } from './blocks.ts'
import { creativePhi, NO_RESIDUALS } from './creative-phi.ts'
import { contrastResiduals, rateResiduals } from './day-residuals.ts'
import { DEFAULT_DISPERSION, fitDispersion } from './fit.ts'
import { ResidualColumns } from './residual-columns.ts'
import { ResidualPool } from './residual-pool.ts'
import type { DaySeries } from './types.ts'

const random = seededGenerator(11)

/** Days of one creative: mean counts of the given size, times the day's shock, with variance mean × (base + slope × mean). */
function series(mean: number, base: number, slope: number, shocks: readonly number[]): DaySeries {
  const conversions = shocks.map((shock) => {
    const mu = mean * shock
    const level = slope > 0 ? mu * drawGamma(1 / slope, random) * slope : mu
    return drawCount(level, base, random)
  })
  return { day: shocks.map((_, d) => d), exposure: shocks.map(() => mean * 100), conversions }
}

const calm = new Array<number>(28).fill(1)

function rateModel(all: readonly DaySeries[]) {
  const pool = new ResidualPool(all.length)
  all.forEach((days, i) => {
    rateResiduals(days, (expected, observed, free) => pool.add(i, expected, observed, free))
  })
  return pool.account()
}

describe('over-dispersion of an account', () => {
  it('finds a constant φ over creatives of any size', () => {
    for (const phi of [1, 2, 4]) {
      const model = rateModel(Array.from({ length: 300 }, (_, i) => series(0.2 * 1.02 ** i, phi, 0, calm)))
      expect(Math.abs(model.base / phi - 1)).toBeLessThan(0.08)
      expect(model.slope).toBeLessThan(0.01)
    }
  })

  it('finds φ that grows with volume', () => {
    const model = rateModel(Array.from({ length: 300 }, (_, i) => series(0.5 * 1.02 ** i, 1.3, 0.05, calm)))
    expect(Math.abs(model.slope / 0.05 - 1)).toBeLessThan(0.25)
    expect(Math.abs(model.base / 1.3 - 1)).toBeLessThan(0.15)
  })

  it('leaves what moves all creatives on a day out of contrasts, also when two creatives are all there is', () => {
    for (const size of [40, 2]) {
      const all: DaySeries[] = []
      const pool = new ResidualPool(1)
      for (let account = 0; account < 80 / size; account++) {
        const shocks = calm.map(() => Math.exp(0.4 * drawNormal(random)))
        const own = Array.from({ length: size }, () => series(20, 2, 0, shocks))
        all.push(...own)
        contrastResiduals(own, (_, expected, observed, free) => pool.add(0, expected, observed, free))
      }
      const whole = rateModel(all)
      const common = pool.account()
      expect(whole.base + 20 * whole.slope).toBeGreaterThan(4)
      expect(Math.abs((common.base + 20 * common.slope) / 2 - 1)).toBeLessThan(0.12)
    }
  })

  it('assumes 1.5 without data and leans to it with little', () => {
    const residuals = new ResidualColumns()
    expect(fitDispersion(residuals)).toEqual(DEFAULT_DISPERSION)
    for (let block = 0; block < 3; block++) residuals.add(5, 5, 0.7)
    const little = fitDispersion(residuals)
    expect(little.base).toBeGreaterThan(1.4)
    expect(little.source).toBe('days')
  })
})

describe('over-dispersion of a creative', () => {
  it('is the account’s without own days, its own with many, never below 1', () => {
    const model = { base: 2, slope: 0.1, degreesOfFreedom: 500, source: 'days' } as const
    expect(creativePhi(model, NO_RESIDUALS)).toBe(2)
    expect(creativePhi(model, { ...NO_RESIDUALS, expected: 10, expectedSquared: 100 })).toBeCloseTo(3, 9)
    expect(
      creativePhi(model, { chiSquare: 30_000, degreesOfFreedom: 10_000, expected: 0, expectedSquared: 0 }),
    ).toBeCloseTo(3, 1)
    expect(
      creativePhi(
        { ...model, base: 1, slope: 0 },
        { chiSquare: 0, degreesOfFreedom: 1_000, expected: 1, expectedSquared: 1 },
      ),
    ).toBe(1)
  })

  it('keeps every conversion when days are pooled, in blocks that expect at least one', () => {
    const days = fc.array(
      fc.tuple(fc.double({ min: 0, max: 5, noNaN: true }), fc.integer({ min: 0, max: 9 })),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(days, (list) => {
        const expected = list.map(([mu]) => mu)
        const total = expected.reduce((a, b) => a + b, 0)
        const blocks: number[] = []
        const pool = new ResidualPool(1)
        poolDays(
          expected,
          list.map(([, c]) => c),
          null,
          (mu, c, free) => {
            blocks.push(mu)
            pool.add(0, mu, c, free)
          },
        )
        fc.pre(total >= 1)
        expect(blocks.reduce((a, b) => a + b, 0)).toBeCloseTo(total, 6)
        for (const mu of blocks) expect(mu).toBeGreaterThanOrEqual(1)
        expect(pool.of(0).degreesOfFreedom).toBeCloseTo(blocks.length - 1, 6)
      }),
    )
  })
})
