import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import reference from '../../../test/reference/fixtures/delay.json' with { type: 'json' }
import { type Computed, isComputed } from '../not-computed.ts'
import { drawPoisson } from '../random/draws.ts'
import { seededGenerator } from '../random/seeded.ts'
import { delayCurve, delayShares, matureAge, shareBy } from './delay-curve.ts'
import { addDelaySums, delaySums } from './delay-triangle.ts'
import { delayedExposure } from './delayed-exposure.ts'
import { developedTotal, developmentCurve } from './mack.ts'
import { negativeBinomialQuantile } from './negative-binomial-quantile.ts'
import { nowcast } from './nowcast.ts'

function computed<T>(value: Computed<T>): T {
  if (!isComputed(value)) throw new Error(value.notComputed)
  return value
}

const curveOf = (rows: readonly (readonly number[])[]) =>
  computed(delayCurve(delaySums(rows.map((counts, day) => ({ day, counts })))))

describe('delays against SciPy and Mack', () => {
  it('reverse hazards maximise the likelihood of delays cut off at the right, to 1e-5', () => {
    for (const { rows, share } of reference.curves)
      for (const [k, come] of curveOf(rows).share.entries()) expect(come).toBeCloseTo(share[k] ?? 0, 5)
  })

  it('negative binomial quantiles are exact', () => {
    for (const { mean, variance, p, quantile } of reference.quantiles)
      expect(negativeBinomialQuantile(mean, variance, p)).toBe(quantile)
  })

  it('reserves and standard errors of the Taylor–Ashe triangle are those published, in thousands', () => {
    const days = reference.mack.totals.map((totals) => ({ totals }))
    const curve = computed(developmentCurve(days))
    reference.mack.reserves.forEach((reserve, row) => {
      const totals = reference.mack.totals[row + 1] ?? []
      const latest = totals.at(-1) ?? 0
      const { estimate, error } = developedTotal(curve, latest, totals.length - 1)
      expect(Math.abs((estimate - latest) / 1000 - reserve)).toBeLessThan(1)
      expect(Math.abs(error / 1000 - (reference.mack.errors[row] ?? 0))).toBeLessThan(1)
    })
  })
})

describe('a curve of delays', () => {
  const triangle = fc
    .array(fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 6, maxLength: 6 }), {
      minLength: 6,
      maxLength: 12,
    })
    .map((rows) => rows.map((row, day) => row.slice(0, Math.max(1, Math.min(6, rows.length - day)))))

  it('rises to 1, and is the plain share where every day is whole', () => {
    fc.assert(
      fc.property(triangle, (rows) => {
        const sums = delaySums(rows.map((counts, day) => ({ day, counts })))
        const curve = delayCurve(sums)
        if (!isComputed(curve)) return
        curve.share.forEach((come, k) => {
          expect(come).toBeGreaterThanOrEqual(k === 0 ? 0 : (curve.share[k - 1] ?? 0))
          expect(come).toBeLessThanOrEqual(1)
        })
        expect(delayShares(curve).reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 9)
        const whole = rows.filter((row) => row.length === 6)
        const all = whole.flat().reduce((sum, count) => sum + count, 0)
        if (all === 0) return
        const plain = curveOf(whole)
        const early = whole.reduce((sum, row) => sum + (row[0] ?? 0), 0)
        expect(plain.share[0]).toBeCloseTo(early / all, 9)
      }),
      { numRuns: 60 },
    )
  })

  it('is that of its parent without data of its own, and between both with some', () => {
    const parent = curveOf([[70, 20, 10]])
    const empty = computed(delayCurve(delaySums([]), parent))
    for (const [k, come] of empty.share.entries()) expect(come).toBeCloseTo(parent.share[k] ?? 0, 12)
    const own = computed(delayCurve(delaySums([{ day: 0, counts: [20, 20, 10] }]), parent))
    // Reverse hazards with as many conversions as the parent weighs: the mean of both.
    expect(own.hazard[2]).toBeCloseTo((10 / 50 + 10 / 100) / 2, 9)
    expect(isComputed(delayCurve(delaySums([])))).toBe(false)
    expect(
      addDelaySums(delaySums([{ day: 0, counts: [1] }]), delaySums([{ day: 1, counts: [1, 1] }])).at,
    ).toEqual(new Float64Array([2, 1]))
  })

  it('calls a day mature once less than 2 % is still to come', () => {
    const curve = curveOf([[900, 70, 15, 15]])
    expect(matureAge(curve)).toBe(2)
    expect(shareBy(curve, 1)).toBeCloseTo(0.97, 9)
    expect([shareBy(curve, -1), shareBy(curve, 30)]).toEqual([0, 1])
  })

  it('of restated totals may fall, and needs a day that was reported twice', () => {
    const curve = computed(
      developmentCurve([{ totals: [100, 90, 88] }, { totals: [50, 46] }, { totals: [70] }]),
    )
    expect(curve.factors[0]).toBeCloseTo(136 / 150, 12)
    expect(developedTotal(curve, 70, 0).estimate).toBeCloseTo(70 * (136 / 150) * (88 / 90), 9)
    expect(isComputed(developmentCurve([{ totals: [5] }]))).toBe(false)
  })
})

describe('conversions dated by the day they came', () => {
  it('doubling volume reads 15 % low on the same day and halving 30 % high; delayed exposure reads both right', () => {
    const shares = [0.7, 0.3]
    for (const [factor, wrong] of [
      [2, 0.85],
      [0.5, 1.3],
    ] as const) {
      const exposure = [1000, 1000 * factor]
      const came = 0.01 * (0.7 * 1000 * factor + 0.3 * 1000)
      expect(came / (exposure[1] ?? 1) / 0.01).toBeCloseTo(wrong, 9)
      expect(came / (delayedExposure(exposure, shares)[1] ?? 1)).toBeCloseTo(0.01, 12)
    }
  })
})

describe('a nowcast', () => {
  it('holds the final count as often as it says, whatever share has come', () => {
    const random = seededGenerator(12)
    for (const share of [0.3, 0.7, 0.95]) {
      let held = 0
      const runs = 400
      for (let run = 0; run < runs; run++) {
        const [early, late] = [drawPoisson(100 * share, random), drawPoisson(100 * (1 - share), random)]
        const { low, high } = nowcast({
          conversions: early,
          exposure: 10_000,
          share,
          shareLogVariance: 0,
          belief: { shape: 1, rate: 100 },
          phi: 1,
        })
        if (low <= early + late && early + late <= high) held++
      }
      expect(held / runs).toBeGreaterThan(0.86)
      expect(held / runs).toBeLessThan(0.97)
    }
  })

  it('is the count itself once all has come, and wider the less is known of the curve', () => {
    const input = { conversions: 80, exposure: 10_000, belief: { shape: 10, rate: 1_000 }, phi: 1 }
    expect(nowcast({ ...input, share: 1, shareLogVariance: 0 })).toMatchObject({
      estimate: 80,
      low: 80,
      high: 80,
    })
    const sure = nowcast({ ...input, share: 0.8, shareLogVariance: 0 })
    const unsure = nowcast({ ...input, share: 0.8, shareLogVariance: 0.01 })
    expect(sure.estimate).toBe(unsure.estimate)
    expect(unsure.high - unsure.low).toBeGreaterThan(sure.high - sure.low)
  })
})
