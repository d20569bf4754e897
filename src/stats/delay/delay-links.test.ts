import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isComputed } from '../not-computed.ts'
import { drawPoisson } from '../random/draws.ts'
import { seededGenerator } from '../random/seeded.ts'
import { delayCurve, matureAge } from './delay-curve.ts'
import { type DelayLink, linkDispersion, linkedDelaySums } from './delay-links.ts'
import { delaySums } from './delay-triangle.ts'

function shareOf(links: readonly DelayLink[]): Float64Array {
  const curve = delayCurve(linkedDelaySums(links))
  if (!isComputed(curve)) throw new Error(curve.notComputed)
  return curve.share
}

/** Links of a day from each age it was seen at to the next one. */
function linksOf(counts: readonly number[], ages: readonly number[]): DelayLink[] {
  const total = (age: number) => counts.slice(0, age + 1).reduce((sum, count) => sum + count, 0)
  return ages.slice(1).map((to, index) => {
    const from = ages[index] ?? 0
    return { from, to, before: total(from), after: total(to) }
  })
}

const days = fc.array(fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 5, maxLength: 5 }), {
  minLength: 3,
  maxLength: 8,
})

describe('links of days that were reported again', () => {
  it('say what the whole triangle says where a day was seen at every age', () => {
    fc.assert(
      fc.property(days, (rows) => {
        const cut = rows.map((row, day) => row.slice(0, Math.min(5, rows.length - day)))
        const whole = delayCurve(delaySums(cut.map((counts, day) => ({ day, counts }))))
        const links = cut.flatMap((counts) => linksOf(counts, [...counts.keys()]))
        if (!isComputed(whole) || links.length === 0) return
        const linked = delayCurve(linkedDelaySums(links))
        if (!isComputed(linked)) return
        for (const [age, come] of linked.share.entries()) expect(come).toBeCloseTo(whole.share[age] ?? 1, 9)
      }),
      { numRuns: 40 },
    )
  })

  it('bridge ages nobody saw by those that others saw', () => {
    const counts = [60, 20, 10, 6, 4]
    const seen = [
      [0, 2, 4],
      [0, 1, 4],
      [1, 3, 4],
      [0, 1, 2, 3, 4],
      [2, 4],
    ]
    const share = shareOf(seen.flatMap((ages) => linksOf(counts, ages)))
    for (const [age, come] of [0.6, 0.8, 0.9, 0.96, 1].entries()) expect(share[age]).toBeCloseTo(come, 6)
    // Weekly exports alone tell no single age; what they do tell is kept.
    expect(shareOf([{ from: 0, to: 7, before: 50, after: 100 }])[0]).toBeCloseTo(0.5, 9)
  })

  it('follow counts that are taken back, and find the age from which nothing more happens', () => {
    const links = [
      { from: 0, to: 1, before: 110, after: 104 },
      { from: 1, to: 2, before: 104, after: 100 },
      { from: 2, to: 3, before: 100, after: 100 },
    ]
    const curve = delayCurve(linkedDelaySums(links))
    if (!isComputed(curve)) throw new Error(curve.notComputed)
    expect(curve.share[0]).toBeCloseTo(1.1, 9)
    expect(curve.share[1]).toBeCloseTo(1.04, 9)
    expect(curve.logVariance[0]).toBeGreaterThan(0)
    expect(matureAge(curve)).toBe(2)
  })

  it('tell the noise of single days: 1 for independent conversions, more where days differ', () => {
    const random = seededGenerator(7)
    const day = (early: number): DelayLink => {
      const before = drawPoisson(300 * early, random)
      return { from: 0, to: 1, before, after: before + drawPoisson(300 * (1 - early), random) }
    }
    const even = Array.from({ length: 200 }, () => day(0.7))
    const uneven = Array.from({ length: 200 }, (_, index) => day(index % 2 === 0 ? 0.6 : 0.8))
    expect(linkDispersion(even)).toBeLessThan(1.3)
    expect(linkDispersion(uneven)).toBeGreaterThan(8)
    expect(linkDispersion([])).toBe(1)
  })
})
