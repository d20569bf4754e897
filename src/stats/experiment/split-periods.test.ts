import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isComputed } from '../not-computed.ts'
import { seededGenerator } from '../random/seeded.ts'
import { exactMultinomial } from './exact-multinomial.ts'
import { sampleRatioCheck } from './sample-ratio.ts'
import { checkSplitPeriods } from './split-periods.ts'

describe('exact sample ratio', () => {
  it('is used for small counts, χ² for large ones and for fractions', () => {
    expect(sampleRatioCheck([3, 11], [0.5, 0.5]).method).toBe('exact')
    expect(sampleRatioCheck([1, 2, 9], [0.25, 0.25, 0.5]).method).toBe('exact')
    expect(sampleRatioCheck([50_000, 51_000], [0.5, 0.5]).method).toBe('chi-square')
    expect(sampleRatioCheck([3.5, 11], [0.5, 0.5]).method).toBe('chi-square')
    expect(exactMultinomial([0, 0], [0.5, 0.5])).toBe(1)
  })

  it('is a probability, close to χ², and holds its level', () => {
    const three = fc.tuple(fc.nat(40), fc.nat(40), fc.nat(40))
    fc.assert(
      fc.property(three, (counts) => {
        const p = exactMultinomial(counts, [0.2, 0.3, 0.5]) ?? -1
        expect(p).toBeGreaterThan(0)
        expect(p).toBeLessThanOrEqual(1)
      }),
    )
    let rejected = 0
    for (let c = 0; c <= 60; c++) {
      const p = exactMultinomial([c, 60 - c], [0.5, 0.5]) ?? 1
      if (p > 0.05) continue
      rejected += Math.exp(logChoose(60, c) - 60 * Math.log(2))
    }
    expect(rejected).toBeGreaterThan(0.02)
    expect(rejected).toBeLessThanOrEqual(0.05)
  })
})

function logChoose(n: number, k: number): number {
  let sum = 0
  for (let i = 1; i <= k; i++) sum += Math.log((n - k + i) / i)
  return sum
}

describe('sequential sample ratio', () => {
  const daily = (shares: readonly number[], length: number) =>
    Array.from({ length }, () => shares.map((share) => share * 1_000))
  const period = (design: readonly number[], users: readonly (readonly number[])[]) => ({
    design,
    impressions: users.map((day) => day.map((n) => 3 * n)),
    users,
  })
  const check = (...periods: Parameters<typeof checkSplitPeriods>[0]) => {
    const reading = checkSplitPeriods(periods, true)
    if (!isComputed(reading)) throw new Error(reading.notComputed)
    return reading
  }

  it('multiplies evidence over periods and remembers its highest look', () => {
    const broken = period([1, 1], daily([0.46, 0.54], 7))
    const whole = period([1, 1], daily([0.5, 0.5], 30))
    expect(check(broken)).toMatchObject({ basis: 'users', flagged: true })
    expect(check(whole)).toMatchObject({ flagged: false, logEvidence: 0 })
    expect(check(broken, whole).flagged).toBe(true)
    expect(check(period([1, 3], daily([0.25, 0.75], 7)), whole).flagged).toBe(false)
  })

  it('seldom flags a healthy split at any of 28 looks', () => {
    const random = seededGenerator(12)
    let flagged = 0
    for (let run = 0; run < 500; run++) {
      const users = Array.from({ length: 28 }, () => {
        let first = 0
        for (let n = 0; n < 200; n++) if (random() < 0.3) first++
        return [first, 200 - first]
      })
      if (check(period([3, 7], users)).flagged) flagged++
    }
    expect(flagged).toBe(0)
  })
})
