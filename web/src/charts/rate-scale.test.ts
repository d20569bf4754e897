import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitRateScale } from './rate-scale.ts'

describe('the shared axis', () => {
  it('does not exist without rates', () => {
    expect(fitRateScale([], null)).toBeNull()
    expect(fitRateScale([{ rate: null, interval: null }], null)).toBeNull()
  })

  it('is not stretched by one row with little data', () => {
    const rows = Array.from({ length: 30 }, () => ({ rate: 0.005, interval: { low: 0.004, high: 0.006 } }))
    const scale = fitRateScale([...rows, { rate: 0.01, interval: { low: 0.001, high: 0.4 } }], 0.005)
    expect(scale?.max).toBeLessThan(0.02)
  })

  it('reaches the few winners that are well known', () => {
    const rows = Array.from({ length: 30 }, () => ({ rate: 0.005, interval: { low: 0.004, high: 0.006 } }))
    const scale = fitRateScale([...rows, { rate: 0.015, interval: { low: 0.014, high: 0.016 } }], 0.005)
    expect(scale?.max).toBeGreaterThan(0.016)
  })

  it('holds the benchmark and few ticks', () => {
    const rate = fc.double({ min: 1e-9, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.array(rate, { minLength: 1 }), rate, (rates, benchmark) => {
        const scale = fitRateScale(
          rates.map((value) => ({ rate: value, interval: null })),
          benchmark,
        )
        expect(scale?.max).toBeGreaterThan(benchmark)
        expect(scale?.ticks[0]).toBe(0)
        expect(scale?.ticks.length).toBeGreaterThanOrEqual(2)
        expect(scale?.ticks.length).toBeLessThanOrEqual(6)
      }),
    )
  })
})
