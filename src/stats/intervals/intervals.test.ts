import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clopperPearsonInterval, garwoodInterval } from './exact.ts'
import { jeffreysInterval } from './one-rate.ts'

const perMille = ({ low, high }: { low: number; high: number }) => [
  Number((low * 1000).toFixed(2)),
  Number((high * 1000).toFixed(2)),
]

describe('one rate', () => {
  it('agrees with the printed vectors', () => {
    expect(perMille(garwoodInterval(5, 1_000))).toEqual([1.62, 11.67])
    expect(perMille(garwoodInterval(82, 10_000))).toEqual([6.52, 10.18])
    expect(perMille(garwoodInterval(145, 10_000))).toEqual([12.24, 17.06])
    expect(perMille(garwoodInterval(0, 1_000))).toEqual([0, 3.69])
    expect(perMille(jeffreysInterval({ conversions: 5, exposure: 1_000, repeatable: true }))).toEqual([
      1.91, 10.96,
    ])
  })

  it('has no rate above 1 for what converts once at most', () => {
    const once = (conversions: number, exposure: number) =>
      jeffreysInterval({ conversions, exposure, repeatable: false, phi: 1.5 }).high
    expect(once(0, 1)).toBe(1)
    expect(once(0.05, 1)).toBe(1)
    expect(once(0, 1_000)).toBeLessThan(0.01)
    expect(jeffreysInterval({ conversions: 0, exposure: 1, repeatable: true }).high).toBeGreaterThan(1)
  })

  const counts = fc
    .tuple(fc.double({ min: 0, max: 12, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([size, share]) => ({ exposure: 10 ** size, conversions: 10 ** size * share }))

  it('contains the estimate and stays in range at any size', () => {
    fc.assert(
      fc.property(
        counts,
        fc.boolean(),
        fc.double({ min: 1, max: 50, noNaN: true }),
        (data, repeatable, phi) => {
          const rate = data.conversions / data.exposure
          const intervals = [
            jeffreysInterval({ ...data, repeatable, phi, degreesOfFreedom: 3 }),
            garwoodInterval(data.conversions, data.exposure),
            clopperPearsonInterval(data.conversions, data.exposure),
          ]
          for (const { low, high } of intervals) {
            expect(low).toBeGreaterThanOrEqual(0)
            expect(low).toBeLessThanOrEqual(rate * (1 + 1e-12))
            expect(high).toBeGreaterThanOrEqual(rate * (1 - 1e-12))
            expect(Number.isFinite(high)).toBe(true)
          }
        },
      ),
    )
  })

  it('shrinks with data, widens with over-dispersion and with a less certain over-dispersion', () => {
    fc.assert(
      fc.property(counts, fc.boolean(), (data, repeatable) => {
        const width = (factor: number, phi: number, degreesOfFreedom = 1e6) => {
          const { low, high } = jeffreysInterval({
            conversions: data.conversions * factor,
            exposure: data.exposure * factor,
            repeatable,
            phi,
            degreesOfFreedom,
          })
          return high - low
        }
        fc.pre(data.conversions > 1e-6)
        // An interval cut off at a rate of 1 cannot widen further.
        const sure = jeffreysInterval({ ...data, repeatable, degreesOfFreedom: 10_000 })
        fc.pre(repeatable || sure.high < 1 || data.conversions > 0.1 * data.exposure)
        const slack = 1 + 1e-9
        expect(width(4, 1)).toBeLessThanOrEqual(width(1, 1) * slack)
        expect(width(1, 2)).toBeGreaterThanOrEqual(width(1, 1) / slack)
        expect(width(1, 1, 0)).toBeGreaterThanOrEqual(width(1, 1) / slack)
      }),
    )
  })

  it('scales with the unit of exposure', () => {
    fc.assert(
      fc.property(counts, (data) => {
        const one = jeffreysInterval({ ...data, repeatable: true })
        const thousand = jeffreysInterval({ ...data, exposure: data.exposure * 1000, repeatable: true })
        expect(thousand.high * 1000).toBeCloseTo(one.high, 9)
      }),
    )
  })
})
