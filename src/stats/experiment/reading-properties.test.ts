import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isComputed } from '../not-computed.ts'
import { logGamma } from '../special/log-gamma.ts'
import { type PairedCell, PairedLikelihood } from './paired-likelihood.ts'
import { peekSafeReading } from './peek-safe.ts'
import { readExperiment } from './read-experiment.ts'

const exposure = fc.integer({ min: 1, max: 1_000_000 })
const cell = (largest: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: largest }), fc.integer({ min: 0, max: largest }), exposure, exposure)
    .map(
      ([firstConversions, secondConversions, firstExposure, secondExposure]): PairedCell => ({
        firstConversions,
        secondConversions,
        firstExposure,
        secondExposure,
      }),
    )
const days = fc.array(cell(200), { minLength: 1, maxLength: 12 })
const phi = fc.double({ min: 1, max: 4, noNaN: true })
const LIFT = 0.2

const scaled = (list: readonly PairedCell[], conversions: number, shown: number): PairedCell[] =>
  list.map((day) => ({
    firstConversions: day.firstConversions * conversions,
    secondConversions: day.secondConversions * conversions,
    firstExposure: day.firstExposure * shown,
    secondExposure: day.secondExposure * shown,
  }))

function chance(successes: number, trials: number, share: number): number {
  const choose = logGamma(trials + 1) - logGamma(successes + 1) - logGamma(trials - successes + 1)
  return Math.exp(choose + successes * Math.log(share) + (trials - successes) * Math.log1p(-share))
}

describe('evidence over days', () => {
  it('multiplies: log-likelihoods of days add up, in any order', () => {
    fc.assert(
      fc.property(days, phi, fc.double({ min: -2, max: 2, noNaN: true }), (list, noise, psi) => {
        const whole = new PairedLikelihood(list, noise).at(psi)
        const sum = list.reduce((total, day) => total + new PairedLikelihood([day], noise).at(psi), 0)
        expect(Math.abs(whole - sum)).toBeLessThan(1e-9 * (1 + Math.abs(whole)))
        const turned = peekSafeReading(list.toReversed(), { lift: LIFT, phi: noise })
        expect(turned.logEValue).toBeCloseTo(peekSafeReading(list, { lift: LIFT, phi: noise }).logEValue, 8)
      }),
    )
  })

  it('is a fair bet: without a difference tomorrow’s e-value is today’s on average', () => {
    const tomorrow = fc.record({ total: fc.integer({ min: 0, max: 25 }), first: exposure, second: exposure })
    fc.assert(
      fc.property(fc.array(cell(40), { maxLength: 5 }), tomorrow, (list, { total, first, second }) => {
        const now = peekSafeReading(list, { lift: LIFT }).eValue
        const share = first / (first + second)
        let expected = 0
        for (let k = 0; k <= total; k++) {
          const day = {
            firstConversions: k,
            secondConversions: total - k,
            firstExposure: first,
            secondExposure: second,
          }
          expected += chance(k, total, share) * peekSafeReading([...list, day], { lift: LIFT }).eValue
        }
        expect(Math.abs(expected / now - 1)).toBeLessThan(1e-5)
      }),
      { numRuns: 60 },
    )
  })

  it('does not see whether a day is split where the split of the arms is the same', () => {
    fc.assert(
      fc.property(days, phi, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (list, noise, part) => {
        const whole = peekSafeReading(list, { lift: LIFT, phi: noise })
        const halves = [...scaled(list, part, part), ...scaled(list, 1 - part, 1 - part)]
        const split = peekSafeReading(halves, { lift: LIFT, phi: noise })
        expect(split.logEValue).toBeCloseTo(whole.logEValue, 7)
      }),
    )
  })

  it('follows the unit of exposure; counts and φ that grow together change nothing; data narrow it', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 2, max: 50 }), (list, k) => {
        const one = peekSafeReading(list, { lift: LIFT })
        const unit = peekSafeReading(scaled(list, 1, k), { lift: LIFT })
        expect(unit.logEValue).toBeCloseTo(one.logEValue, 7)
        const noisy = peekSafeReading(scaled(list, k, 1), { lift: LIFT, phi: k })
        expect(noisy.logEValue).toBeCloseTo(one.logEValue, 7)
        const more = peekSafeReading(scaled(list, k, k), { lift: LIFT })
        if (one.high === null || more.high === null || one.ratio === null) return
        expect(Math.log(more.high / more.low)).toBeLessThan(Math.log(one.high / one.low))
      }),
    )
  })
})

describe('a test of several arms', () => {
  const arm = fc.array(
    fc.record({
      day: fc.integer({ min: 0, max: 9 }),
      exposure: fc.integer({ min: 100, max: 50_000 }),
      share: fc.double({ min: 0, max: 0.05, noNaN: true }),
    }),
    { minLength: 3, maxLength: 15 },
  )
  const read = (
    arms: readonly { id: string; cells: { day: number; exposure: number; conversions: number }[] }[],
  ) => {
    const reading = readExperiment({ arms, lift: LIFT, phi: 1.3, design: null })
    if (!isComputed(reading)) throw new Error(reading.notComputed)
    return reading
  }
  const armsOf = (list: readonly { day: number; exposure: number; share: number }[][]) =>
    list.map((cells, k) => ({
      id: String(k),
      cells: cells.map(({ day, exposure: shown, share }) => ({
        day,
        exposure: shown,
        conversions: Math.round(shown * share),
      })),
    }))

  it('reads arms alike in any order, and its probabilities sum to 1', () => {
    fc.assert(
      fc.property(fc.array(arm, { minLength: 3, maxLength: 5 }), (list) => {
        const [control, ...others] = armsOf(list)
        if (control === undefined) return
        const forward = read([control, ...others])
        const backward = read([control, ...others.toReversed()])
        for (const own of forward.arms) {
          const other = backward.arms.find(({ id }) => id === own.id)
          expect(other?.peekSafe.logEValue).toBeCloseTo(own.peekSafe.logEValue, 6)
          expect(other?.rejected).toBe(own.rejected)
        }
        expect(backward.verdict.verdict).toBe(forward.verdict.verdict)
        if (!isComputed(forward.probabilityBest)) return
        expect(forward.probabilityBest.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 6)
      }),
      { numRuns: 60 },
    )
  })

  it('reads several rows of a day as their sum', () => {
    fc.assert(
      fc.property(fc.array(arm, { minLength: 2, maxLength: 4 }), (list) => {
        const rows = armsOf(list)
        const sums = rows.map(({ id, cells }) => ({
          id,
          cells: [...Map.groupBy(cells, ({ day }) => day)]
            .toSorted(([a], [b]) => a - b)
            .map(([day, own]) => ({
              day,
              exposure: own.reduce((sum, each) => sum + each.exposure, 0),
              conversions: own.reduce((sum, each) => sum + each.conversions, 0),
            })),
        }))
        const byRows = read(rows)
        const bySums = read(sums)
        expect(byRows.phi).toBeCloseTo(bySums.phi, 9)
        byRows.arms.forEach((own, k) => {
          expect(own.peekSafe.logEValue).toBeCloseTo(bySums.arms[k]?.peekSafe.logEValue ?? Number.NaN, 7)
        })
      }),
      { numRuns: 60 },
    )
  })
})
