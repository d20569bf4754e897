import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isComputed } from '../not-computed.ts'
import { rankCreatives } from './rank-creatives.ts'
import { byId, number, single } from './ranked.test-support.ts'
import type { CreativeEvidence } from './types.ts'

function numbers(value: unknown, path = ''): [string, number][] {
  if (typeof value === 'number') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => numbers(inner, `${path}.${key}`))
}

const count = fc.oneof(
  fc.constant(0),
  fc.constant(1),
  fc.integer({ min: 0, max: 100_000 }),
  fc.double({ min: 0, max: 1e6, noNaN: true }),
  fc.constant(1e12),
)
const cell = fc
  .tuple(
    fc.constantFrom('a', 'b', 'c', 'd'),
    count,
    fc.oneof(fc.constant(0), fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
  )
  .map(([stratum, exposure, share]) => ({ stratum, exposure, conversions: exposure * share }))
const creatives = fc
  .array(fc.array(cell, { maxLength: 5 }), { maxLength: 8 })
  .map((list) => list.map((cells, i) => ({ id: `c${i}`, cells })))

const plausible = fc
  .array(
    fc.array(
      fc
        .tuple(
          fc.constantFrom('a', 'b', 'c', 'd'),
          fc.integer({ min: 0, max: 10_000_000 }),
          fc.double({ min: 0, max: 0.05, noNaN: true }),
        )
        .map(([stratum, exposure, share]) => ({
          stratum,
          exposure,
          conversions: Math.round(exposure * share),
        })),
      { maxLength: 5 },
    ),
    { maxLength: 8 },
  )
  .map((list) => list.map((cells, i) => ({ id: `c${i}`, cells })))

describe('ranking at the edges', () => {
  it('gives numbers or reasons, never NaN, for any counts', () => {
    fc.assert(
      fc.property(creatives, fc.boolean(), (list, repeatable) => {
        const result = rankCreatives({ creatives: list, repeatable })
        expect(result.creatives).toHaveLength(list.length)
        for (const [path, value] of numbers(result)) {
          if (!Number.isFinite(value)) throw new Error(`${path} is ${value}`)
        }
        for (const creative of result.creatives) {
          if (!isComputed(creative.posteriorInterval)) continue
          expect(creative.posteriorInterval.low).toBeLessThanOrEqual(number(creative.shrunk))
          expect(creative.posteriorInterval.high).toBeGreaterThanOrEqual(number(creative.shrunk) * 0.999)
          expect(creative.reasons.length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('sums probabilities to 1 in each component and follows permutations', () => {
    fc.assert(
      fc.property(plausible, (list) => {
        const forward = rankCreatives({ creatives: list, repeatable: true })
        const backward = rankCreatives({ creatives: list.toReversed(), repeatable: true })
        const total = new Map<number, number>()
        for (const creative of forward.creatives) {
          if (!isComputed(creative.probabilityBest)) continue
          total.set(creative.component, (total.get(creative.component) ?? 0) + creative.probabilityBest)
          const other = byId(backward, creative.id)
          expect(number(other.shrunk) / number(creative.shrunk)).toBeCloseTo(1, 5)
          expect(number(other.probabilityBest)).toBeCloseTo(creative.probabilityBest, 3)
        }
        for (const sum of total.values()) expect(sum).toBeCloseTo(1, 6)
      }),
      { numRuns: 200 },
    )
  })

  it('follows the unit of exposure', () => {
    fc.assert(
      fc.property(plausible, (list) => {
        const scaled = list.map((c) => ({
          ...c,
          cells: c.cells.map((x) => ({ ...x, exposure: x.exposure * 1000 })),
        }))
        const one = rankCreatives({ creatives: list, repeatable: true })
        const thousand = rankCreatives({ creatives: scaled, repeatable: true })
        for (const creative of one.creatives) {
          const other = byId(thousand, creative.id)
          expect(other.decision).toBe(creative.decision)
          if (isComputed(creative.shrunk))
            expect((number(other.shrunk) * 1000) / creative.shrunk).toBeCloseTo(1, 5)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('refuses what is not a count with a reason', () => {
    for (const [conversions, exposure, code] of [
      [-1, 100, 'invalid_counts'],
      [1, -100, 'invalid_counts'],
      [Number.NaN, 100, 'invalid_counts'],
      [1, Number.POSITIVE_INFINITY, 'invalid_counts'],
      [1, 0, 'no_exposure'],
      [0, 0, 'no_exposure'],
      [101, 100, 'more_conversions_than_exposure'],
    ] as const) {
      const result = rankCreatives({
        repeatable: false,
        creatives: [single('bad', conversions, exposure), single('good', 5, 900)],
      })
      expect(byId(result, 'bad').rate).toMatchObject({ code })
      expect(byId(result, 'good').rate).toBeCloseTo(5 / 900, 12)
    }
  })

  it('says where conversions are fractions, or more than exposures', () => {
    const codes = (creatives: readonly CreativeEvidence[], repeatable = true) =>
      rankCreatives({ repeatable, creatives }).notes.map(({ code }) => code)
    const whole = [single('a', 10, 1_000), single('b', 12, 1_000)]
    expect(codes(whole)).not.toContain('fractional_conversions')
    expect(codes(whole)).not.toContain('repeatable_conversions')
    expect(codes([...whole, single('c', 3.25, 900)], false)).toContain('fractional_conversions')
    expect(codes([...whole, single('c', 25, 10)])).toContain('repeatable_conversions')
    expect(codes([...whole, single('c', 25, 10)], false)).toContain('refused')
  })

  it('refuses daily counts it cannot use and says which mix nobody was shown in', () => {
    const days = { day: [1, 2, 3], exposure: [10, 10, Number.NaN], conversions: [1, 0, 1] }
    const cells = [{ stratum: 'a', exposure: 30, conversions: 2, days }]
    const bad = rankCreatives({ repeatable: false, creatives: [{ id: 'bad', cells }] })
    expect(byId(bad, 'bad').rate).toMatchObject({ code: 'invalid_counts' })
    const short = rankCreatives({
      repeatable: false,
      creatives: [{ id: 'bad', cells: cells.map((c) => ({ ...c, days: { ...days, exposure: [1] } })) }],
    })
    expect(byId(short, 'bad').rate).toMatchObject({ code: 'invalid_counts' })
    const elsewhere = rankCreatives({
      repeatable: false,
      mix: { all: 1, moon: 3 },
      creatives: [single('A', 9, 1000)],
    })
    expect(elsewhere.notes.find((note) => note.code === 'unseen_strata')?.sentence).toContain('75 %')
  })

  it('ranks 20,000 creatives and one', () => {
    const many = rankCreatives({
      repeatable: true,
      creatives: Array.from({ length: 20_000 }, (_, i) => single(`c${i}`, (i * 7919) % 41, 2_000)),
    })
    expect(many.creatives).toHaveLength(20_000)
    const sum = many.creatives.reduce((total, c) => total + number(c.probabilityBest), 0)
    expect(sum).toBeCloseTo(1, 6)
    const one = byId(rankCreatives({ repeatable: true, creatives: [single('only', 12, 1_000)] }), 'only')
    expect(number(one.shrunk)).toBeCloseTo(0.012, 3)
    expect(one.probabilityBest).toMatchObject({ code: 'only_one_creative' })
    expect(one.benchmark).toMatchObject({ code: 'no_benchmark' })
    expect(one.decision).toBe('not_enough_data')
  })

  it('answers with nothing for nothing', () => {
    const result = rankCreatives({ creatives: [], repeatable: false })
    expect(result.creatives).toEqual([])
    expect(result.benchmark).toMatchObject({ code: 'no_exposure' })
  })
})
