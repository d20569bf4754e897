import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isComputed } from '../not-computed.ts'
import { seededGenerator } from '../random/seeded.ts'
import { type ExplainInput, explainChange, type FunnelStratum } from './explain-change.ts'
import { explainPrice, explainReturn } from './explain-money.ts'

const explained = (input: ExplainInput) => {
  const result = explainChange(input)
  if (!isComputed(result)) throw new Error(result.notComputed)
  return result
}

const counts = fc
  .record({
    impressions: fc.integer({ min: 0, max: 1_000_000 }),
    ctr: fc.double({ min: 0, max: 0.5, noNaN: true }),
    cvr: fc.double({ min: 0, max: 1, noNaN: true }),
    view: fc.double({ min: 0, max: 0.01, noNaN: true }),
  })
  .map(({ impressions, ctr, cvr, view }) => {
    const clicks = Math.round(impressions * ctr)
    return {
      impressions,
      clicks,
      clickInstalls: Math.round(clicks * cvr),
      viewInstalls: Math.round(impressions * view),
    }
  })
const strata = fc
  .array(fc.record({ before: counts, after: counts }), { minLength: 1, maxLength: 6 })
  .map((list): FunnelStratum[] => list.map((s, k) => ({ stratum: String(k), ...s })))
  .filter((list) => list.some((s) => s.before.impressions > 0) && list.some((s) => s.after.impressions > 0))

describe('why a rate changed', () => {
  it('agrees with the printed vector: a pure shift between equal doublings is no mix', () => {
    const at = (impressions: number, rate: number) => ({
      impressions,
      clicks: impressions,
      clickInstalls: impressions * rate,
      viewInstalls: 0,
    })
    const { parts, change } = explained({
      strata: [
        { stratum: 'a', before: at(500, 0.1), after: at(900, 0.2) },
        { stratum: 'b', before: at(500, 0.1), after: at(100, 0.2) },
      ],
    })
    expect(parts.mix).toBeCloseTo(0, 12)
    expect(parts.cvr).toBeCloseTo(0.1, 12)
    expect(change).toBeCloseTo(0.1, 12)
  })

  it('keeps installs after clicks nobody counted, as installs of impressions', () => {
    const { before, after, change, parts } = explained({
      strata: [
        {
          stratum: 'a',
          before: { impressions: 1000, clicks: 0, clickInstalls: 10, viewInstalls: 2 },
          after: { impressions: 1000, clicks: 20, clickInstalls: 12, viewInstalls: 2 },
        },
      ],
    })
    expect(before).toBeCloseTo(0.012, 12)
    expect(after).toBeCloseTo(0.014, 12)
    expect(parts.cvr).toBe(0)
    expect(parts.mix + parts.ctr + parts.cvr + parts.view).toBeCloseTo(change, 12)
  })

  it('adds up, mirrors when the periods swap, and ignores splits of a stratum', () => {
    fc.assert(
      fc.property(strata, (list) => {
        const forward = explained({ strata: list, spend: { before: 100, after: 150 } })
        const sum = forward.parts.mix + forward.parts.ctr + forward.parts.cvr + forward.parts.view
        expect(sum).toBeCloseTo(forward.change, 10)
        expect(forward.byStratum.reduce((total, s) => total + s.total, 0)).toBeCloseTo(forward.change, 10)
        const backward = explained({ strata: list.map((s) => ({ ...s, before: s.after, after: s.before })) })
        for (const part of ['mix', 'ctr', 'cvr', 'view'] as const) {
          expect(backward.parts[part]).toBeCloseTo(-forward.parts[part], 10)
        }
        const half = (c: FunnelStratum['before']) => ({
          impressions: c.impressions / 2,
          clicks: c.clicks / 2,
          clickInstalls: c.clickInstalls / 2,
          viewInstalls: c.viewInstalls / 2,
        })
        const split = explained({
          strata: list.flatMap((s) =>
            ['x', 'y'].map((name) => ({
              stratum: s.stratum + name,
              before: half(s.before),
              after: half(s.after),
            })),
          ),
        })
        expect(split.parts.mix).toBeCloseTo(forward.parts.mix, 10)
        if (isComputed(forward.cost)) {
          const { cpm, rate, change } = forward.cost
          expect(
            (cpm + rate.mix + rate.ctr + rate.cvr + rate.view) / Math.max(1, Math.abs(change)),
          ).toBeCloseTo(change / Math.max(1, Math.abs(change)), 8)
        }
      }),
    )
  })

  it('takes a stratum that came or went as mix alone', () => {
    const none = { impressions: 0, clicks: 0, clickInstalls: 0, viewInstalls: 0 }
    const { parts } = explained({
      strata: [
        {
          stratum: 'old',
          before: { impressions: 1000, clicks: 100, clickInstalls: 10, viewInstalls: 0 },
          after: { impressions: 1000, clicks: 100, clickInstalls: 10, viewInstalls: 0 },
        },
        {
          stratum: 'new',
          before: none,
          after: { impressions: 1000, clicks: 50, clickInstalls: 1, viewInstalls: 2 },
        },
      ],
    })
    expect([parts.ctr, parts.cvr, parts.view]).toEqual([0, 0, 0])
    expect(parts.mix).toBeLessThan(0)
  })

  it('gives the same intervals for the same seed, around the estimate', () => {
    const input = (seed: number): ExplainInput => ({
      strata: [
        {
          stratum: 'a',
          before: { impressions: 100_000, clicks: 3_000, clickInstalls: 300, viewInstalls: 50 },
          after: { impressions: 80_000, clicks: 2_000, clickInstalls: 260, viewInstalls: 60 },
        },
      ],
      phi: 2,
      random: seededGenerator(seed),
    })
    const one = explained(input(1))
    expect(explained(input(1)).intervals).toEqual(one.intervals)
    if (!isComputed(one.intervals)) throw new Error('no intervals')
    for (const part of ['ctr', 'cvr', 'view'] as const) {
      expect(one.intervals[part].low).toBeLessThan(one.parts[part])
      expect(one.intervals[part].high).toBeGreaterThan(one.parts[part])
    }
    expect(explainChange({ strata: [] })).toMatchObject({ code: 'no_exposure' })
  })
})

const priced = fc.record({
  impressions: fc.integer({ min: 0, max: 1_000_000 }),
  cpm: fc.double({ min: 0.1, max: 50, noNaN: true }),
})
const pricedStrata = fc
  .array(fc.record({ before: priced, after: priced }), { minLength: 1, maxLength: 6 })
  .map((list) =>
    list.map(({ before, after }) => {
      const counts = ({ impressions, cpm }: { impressions: number; cpm: number }) => ({
        impressions,
        spend: (impressions * cpm) / 1000,
      })
      return { before: counts(before), after: counts(after) }
    }),
  )
  .filter((list) => list.some((s) => s.before.impressions > 0) && list.some((s) => s.after.impressions > 0))

describe('why prices and returns changed', () => {
  it('adds up for any places, whatever they are called and however they are split', () => {
    fc.assert(
      fc.property(pricedStrata, (list) => {
        const found = explainPrice(list)
        if (!isComputed(found)) throw new Error(found.notComputed)
        expect(found.mix + found.price).toBeCloseTo(found.change, 10)
        const half = ({ impressions, spend }: { impressions: number; spend: number }) => ({
          impressions: impressions / 2,
          spend: spend / 2,
        })
        const halves = list.map(({ before, after }) => ({ before: half(before), after: half(after) }))
        const split = explainPrice([...halves, ...halves].toReversed())
        if (!isComputed(split)) throw new Error(split.notComputed)
        expect(split.mix).toBeCloseTo(found.mix, 10)
        expect(split.price).toBeCloseTo(found.price, 10)
      }),
      { numRuns: 50 },
    )
  })

  it('takes dearer places for mix and dearer impressions for price', () => {
    const found = explainPrice([
      { before: { impressions: 500, spend: 5 }, after: { impressions: 100, spend: 1 } },
      { before: { impressions: 500, spend: 10 }, after: { impressions: 900, spend: 18 } },
    ])
    if (!isComputed(found)) throw new Error(found.notComputed)
    expect(found.before).toBeCloseTo(0.015, 12)
    expect(found.mix).toBeCloseTo(0.004, 12)
    expect(found.price).toBe(0)
  })

  it('returns are what an install brings over what it costs, and add up exactly', () => {
    const positive = fc.double({ min: 0.01, max: 1e5, noNaN: true })
    const earned = fc.record({ revenue: positive, conversions: positive, spend: positive })
    fc.assert(
      fc.property(earned, earned, strata, (one, other, list) => {
        const { cost } = explained({ strata: list, spend: { before: 100, after: 150 } })
        if (!isComputed(cost)) return
        const found = explainReturn(one, other, cost)
        if (!isComputed(found)) throw new Error(found.notComputed)
        const { value, cpm, rate, coverage, change } = found
        const sum = value + cpm + rate.mix + rate.ctr + rate.cvr + rate.view + coverage
        const size = Math.max(1, Math.abs(change), Math.abs(coverage))
        expect(sum / size).toBeCloseTo(change / size, 8)
      }),
      { numRuns: 50 },
    )
  })
})
