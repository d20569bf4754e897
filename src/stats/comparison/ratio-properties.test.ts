import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { benjaminiHochberg } from '../multiplicity/benjamini-hochberg.ts'
import { eBenjaminiHochberg } from '../multiplicity/e-benjamini-hochberg.ts'
import { type Computed, isComputed } from '../not-computed.ts'
import { compareCreatives } from './compare-creatives.ts'
import { conditionalRatio } from './conditional-ratio.ts'
import { mantelHaenszelRatio } from './mantel-haenszel.ts'
import type { Count, PairedStratum, Ratio } from './types.ts'

const count = fc
  .record({
    conversions: fc.integer({ min: 1, max: 5_000 }),
    rate: fc.double({ min: 1e-5, max: 1, noNaN: true }),
  })
  .map(({ conversions, rate }): Count => ({ conversions, exposure: conversions / rate }))
const strata = fc
  .array(fc.tuple(count, count), { minLength: 1, maxLength: 6 })
  .map((list) => list.map(([first, second], k): PairedStratum => ({ stratum: String(k), first, second })))
const factor = fc.double({ min: 1.5, max: 1_000, noNaN: true })

function computed<T>(value: Computed<T>): T {
  if (!isComputed(value)) throw new Error(value.notComputed)
  return value
}

const times = ({ conversions, exposure }: Count, k: number): Count => ({
  conversions: conversions * k,
  exposure: exposure * k,
})
const width = ({ low, high }: Ratio) => (high === null ? Infinity : Math.log(high / low))

/** Equal up to rounding, whatever the size. */
function near(actual: number, expected: number, tolerance = 1e-9): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.max(1e-12, Math.abs(expected)))
}

describe('ratios of rates', () => {
  it('lie in their intervals, which shrink with data', () => {
    fc.assert(
      fc.property(count, count, strata, factor, (first, second, list, k) => {
        const one = computed(conditionalRatio(first, second))
        const many = computed(conditionalRatio(times(first, k), times(second, k)))
        expect(width(many)).toBeLessThanOrEqual(width(one) * (1 + 1e-9))
        const few = computed(mantelHaenszelRatio(list))
        const more = computed(
          mantelHaenszelRatio(
            list.map((s) => ({ ...s, first: times(s.first, k), second: times(s.second, k) })),
          ),
        )
        near(more.ratio, few.ratio)
        expect(width(more)).toBeLessThan(width(few))
        for (const { low, ratio, high } of [one, many, few, more]) {
          expect(low).toBeLessThanOrEqual(ratio)
          expect(high ?? Infinity).toBeGreaterThanOrEqual(ratio)
        }
      }),
    )
  })

  it('follow the unit of exposure, and counts and φ that grow together change nothing', () => {
    fc.assert(
      fc.property(count, count, factor, (first, second, k) => {
        const plain = computed(conditionalRatio(first, second))
        const other = computed(conditionalRatio({ ...first, exposure: first.exposure * k }, second))
        near(other.ratio * k, plain.ratio)
        const unit = (side: Count) => ({ ...side, exposure: side.exposure * k })
        const perThousand = computed(conditionalRatio(unit(first), unit(second)))
        near(perThousand.low, plain.low)
        const noisy = computed(
          conditionalRatio(
            { ...first, conversions: first.conversions * k },
            { ...second, conversions: second.conversions * k },
            { phi: k },
          ),
        )
        near(noisy.low, plain.low)
        near(noisy.high ?? 0, plain.high ?? 0)
      }),
    )
  })

  it('do not see whether a stratum is split where both sides have the same parts in it', () => {
    fc.assert(
      fc.property(strata, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (list, part) => {
        const whole = computed(mantelHaenszelRatio(list))
        const split = computed(
          mantelHaenszelRatio(
            list.flatMap((s) =>
              [part, 1 - part].map((share, k) => ({
                stratum: `${s.stratum} ${k}`,
                first: times(s.first, share),
                second: times(s.second, share),
              })),
            ),
          ),
        )
        near(split.ratio, whole.ratio)
        near(split.logVariance, whole.logVariance)
      }),
    )
  })

  it('are the same from rows as from their sums, and in any order of creatives', () => {
    const rows = fc.array(
      fc.record({
        creative: fc.constantFrom('a', 'b', 'c'),
        stratum: fc.constantFrom('x', 'y'),
        exposure: fc.integer({ min: 1, max: 100_000 }),
        share: fc.double({ min: 0, max: 0.2, noNaN: true }),
      }),
      { minLength: 1, maxLength: 30 },
    )
    fc.assert(
      fc.property(rows, (list) => {
        const creatives = ['a', 'b', 'c'].map((id) => ({
          id,
          cells: list
            .filter(({ creative }) => creative === id)
            .map(({ stratum, exposure, share }) => ({
              stratum,
              exposure,
              conversions: Math.round(exposure * share),
            })),
        }))
        const summed = creatives.map(({ id, cells }) => ({
          id,
          cells: [...Map.groupBy(cells, ({ stratum }) => stratum)].map(([stratum, own]) => ({
            stratum,
            exposure: own.reduce((sum, cell) => sum + cell.exposure, 0),
            conversions: own.reduce((sum, cell) => sum + cell.conversions, 0),
          })),
        }))
        const byRows = compareCreatives({ creatives, repeatable: false })
        expect(compareCreatives({ creatives: summed, repeatable: false })).toEqual(byRows)
        const turned = compareCreatives({ creatives: summed.toReversed(), repeatable: false })
        expect(turned.scope).toBe(byRows.scope)
        for (const { first, second, adjusted, qValue } of byRows.comparisons) {
          const other = turned.comparisons.find((c) => c.first === second && c.second === first)
          if (other === undefined) throw new Error('a comparison is missing')
          expect(isComputed(other.adjusted)).toBe(isComputed(adjusted))
          if (!isComputed(adjusted) || !isComputed(other.adjusted)) continue
          near(other.adjusted.ratio, 1 / adjusted.ratio, 1e-6)
          if (isComputed(qValue) && isComputed(other.qValue)) expect(other.qValue).toBeCloseTo(qValue, 9)
        }
      }),
    )
  })
})

describe('several comparisons at once', () => {
  const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 })

  it('keep their order, are never below their p-values, and follow a permutation', () => {
    fc.assert(
      fc.property(pValues, (list) => {
        const q = benjaminiHochberg(list)
        const turned = benjaminiHochberg(list.toReversed()).toReversed()
        list.forEach((p, k) => {
          expect(q[k]).toBeGreaterThanOrEqual(p * (1 - 1e-12))
          expect(q[k]).toBeLessThanOrEqual(1)
          expect(turned[k]).toBeCloseTo(q[k] ?? 0, 12)
          list.forEach((other, j) => {
            if (p < other) expect(q[k] ?? 0).toBeLessThanOrEqual(q[j] ?? 0)
          })
        })
      }),
    )
  })

  it('reject no e-value below 1/α, more of them as they grow, in any order', () => {
    const eValues = fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(eValues, factor, (list, k) => {
        const rejected = eBenjaminiHochberg(list)
        const larger = eBenjaminiHochberg(list.map((e) => e * k))
        const turned = eBenjaminiHochberg(list.toReversed()).toReversed()
        expect(turned).toEqual(rejected)
        rejected.forEach((yes, at) => {
          if (yes) expect(list[at]).toBeGreaterThanOrEqual(20)
          if (yes) expect(larger[at]).toBe(true)
        })
      }),
    )
  })
})
