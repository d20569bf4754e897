import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DaySeries } from '../dispersion/types.ts'
import { isComputed } from '../not-computed.ts'
import { drawPoisson } from '../random/draws.ts'
import { seededGenerator } from '../random/seeded.ts'
import { differenceInDifferences } from './difference-in-differences.ts'

const DAYS = 60
const CHANGE = 40

/** Days 0 … 59 of one place; `rate` is per impression on each day. */
function series(shown: number, rate: (day: number) => number): DaySeries {
  const day = Array.from({ length: DAYS }, (_, d) => d)
  return { day, exposure: day.map(() => shown), conversions: day.map((d) => shown * rate(d)) }
}
const stepped = (day: number, factor: number) => (day >= CHANGE ? factor : 1)
const read = (changed: readonly DaySeries[], rest: readonly DaySeries[], days = 14) =>
  differenceInDifferences({ changed, rest, day: CHANGE, days, lastDay: DAYS - 1 })

describe('differenceInDifferences', () => {
  test('is the ratio of ratios: 0.012/0.010 over 0.022/0.020', () => {
    const { effect, changed, rest, afterDays, drift } = read(
      [series(10_000, (d) => 0.01 * stepped(d, 1.2))],
      [series(10_000, (d) => 0.02 * stepped(d, 1.1))],
    )
    if (!isComputed(effect)) throw new Error(effect.notComputed)
    expect(effect.estimate).toBeCloseTo(1.2 / 1.1, 10)
    // Var ln = 1/1400 + 1/1680 + 1/2800 + 1/3080 at φ = 1.
    expect(Math.log(effect.high / effect.estimate)).toBeCloseTo(
      1.959964 * Math.sqrt(1 / 1400 + 1 / 1680 + 1 / 2800 + 1 / 3080),
      6,
    )
    expect(changed.before.conversions).toBeCloseTo(1400, 6)
    expect(rest.after.conversions).toBeCloseTo(3080, 6)
    expect(afterDays).toBe(14)
    expect(drift).toMatchObject({ asLarge: 0, factor: 1 })
  })

  test('is not moved by money that moves between places, nor by what all places share', () => {
    const shift = (rate: number, later: number): DaySeries => {
      const whole = series(10_000, (d) => rate * stepped(d, 1.5))
      const exposure = Array.from(whole.exposure, (n, d) => (d >= CHANGE ? n * later : n))
      return { ...whole, exposure, conversions: exposure.map((n, d) => n * rate * stepped(d, 1.5)) }
    }
    const { effect } = read(
      [shift(0.01, 3), shift(0.05, 0.2)],
      [series(10_000, (d) => 0.02 * stepped(d, 1.5))],
    )
    expect(isComputed(effect) && effect.estimate).toBeCloseTo(1, 10)
  })

  test('is wider where the two sides drift apart without any change', () => {
    const steady = read([series(10_000, () => 0.01)], [series(10_000, () => 0.01)])
    const drifting = read([series(10_000, (d) => 0.01 * 1.02 ** d)], [series(10_000, () => 0.01)])
    expect(steady.drift.factor).toBe(1)
    expect(drifting.drift.factor).toBeGreaterThan(3)
    expect(drifting.drift.asLarge).toBe(drifting.drift.windows)
    const widthOf = ({ effect }: typeof steady) =>
      isComputed(effect) ? Math.log(effect.high / effect.low) : 0
    expect(widthOf(drifting)).toBeGreaterThan(1.5 * widthOf(steady))
  })

  test('says why there is no effect', () => {
    const one = series(10_000, () => 0.01)
    const few = series(1, () => 0.01)
    const said = (found: ReturnType<typeof read>) => (isComputed(found.effect) ? null : found.effect.code)
    expect(said(read([one], []))).toBe('not_comparable')
    expect(said(read([few], [one]))).toBe('not_enough_data')
    expect(
      said(differenceInDifferences({ changed: [one], rest: [one], day: DAYS, days: 7, lastDay: DAYS - 1 })),
    ).toBe('no_days')
  })

  test('turns around when the sides are swapped', () => {
    const rate = fc.double({ min: 0.005, max: 0.05, noNaN: true })
    fc.assert(
      fc.property(rate, rate, rate, rate, (a, b, c, d) => {
        const one = [series(5000, (day) => (day >= CHANGE ? b : a))]
        const other = [series(8000, (day) => (day >= CHANGE ? d : c))]
        const [forth, back] = [read(one, other).effect, read(other, one).effect]
        if (!isComputed(forth) || !isComputed(back)) throw new Error('not computed')
        expect(forth.estimate * back.estimate).toBeCloseTo(1, 8)
        expect(forth.low * back.high).toBeCloseTo(1, 8)
      }),
      { numRuns: 30 },
    )
  })

  test('holds no effect in its interval about 95 times of 100', () => {
    const random = seededGenerator(7)
    let held = 0
    const runs = 300
    for (let run = 0; run < runs; run++) {
      const noisy = (mean: number): DaySeries => {
        const whole = series(10_000, () => mean / 10_000)
        return { ...whole, conversions: Array.from(whole.conversions, (m) => drawPoisson(m, random)) }
      }
      const { effect } = read([noisy(20), noisy(5)], [noisy(40), noisy(10)])
      if (isComputed(effect) && effect.low <= 1 && effect.high >= 1) held++
    }
    expect(held / runs).toBeGreaterThan(0.92)
  })
})
