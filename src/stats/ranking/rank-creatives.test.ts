import { describe, expect, it } from 'vitest'
import { isComputed } from '../not-computed.ts'
import { overlap } from './overlap.ts'
import { rankCreatives } from './rank-creatives.ts'
import { byId, number, single } from './ranked.test-support.ts'

const threeAt = (exposure: number) =>
  rankCreatives({
    repeatable: false,
    creatives: [
      single('A', 0.0082 * exposure, exposure),
      single('B', 0.0145 * exposure, exposure),
      single('C', 0.0061 * exposure, exposure),
    ],
  })

describe('ranking creatives', () => {
  it('decides nothing on little evidence and both ways on much', () => {
    expect(threeAt(1_000).creatives.map((c) => c.decision)).toEqual([
      'keep_testing',
      'keep_testing',
      'keep_testing',
    ])
    const much = threeAt(1_000_000)
    expect(byId(much, 'B').decision).toBe('scale')
    expect(byId(much, 'B').budgetFactor).toBeGreaterThan(1.5)
    expect(byId(much, 'C').decision).toBe('sunset')
    expect(byId(much, 'C').budgetFactor).toBe(0)
    expect(much.creatives.map((c) => c.id)).toEqual(['B', 'A', 'C'])
    expect(byId(much, 'A').phi).toBe(1.5)
    expect(much.notes.map((note) => note.code)).toContain('assumed_dispersion')
  })

  it('orders by evidence, so that 3 of 100 does not lead 900 of 60,000', () => {
    const result = rankCreatives({
      repeatable: false,
      creatives: [single('few', 3, 100), single('many', 900, 60_000)],
    })
    expect(result.creatives.map((c) => c.id)).toEqual(['many', 'few'])
    expect(byId(result, 'few').decision).toBe('not_enough_data')
  })

  it('agrees with the Simpson vector', () => {
    const result = rankCreatives({
      repeatable: false,
      creatives: [
        {
          id: 'X',
          cells: [
            { stratum: 'poor', exposure: 90_000, conversions: 900 },
            { stratum: 'rich', exposure: 10_000, conversions: 500 },
          ],
        },
        {
          id: 'Y',
          cells: [
            { stratum: 'poor', exposure: 20_000, conversions: 180 },
            { stratum: 'rich', exposure: 80_000, conversions: 3_600 },
          ],
        },
      ],
    })
    const x = byId(result, 'X')
    const y = byId(result, 'Y')
    expect(number(x.rate) * 1000).toBeCloseTo(14, 9)
    expect(number(y.rate) * 1000).toBeCloseTo(37.8, 9)
    expect(number(x.overlap)).toBeCloseTo(0.5791, 4)
    if (!isComputed(x.adjusted) || !isComputed(y.adjusted)) throw new Error('both ran in all of the mix')
    expect(x.adjusted.rate / y.adjusted.rate).toBeGreaterThan(1)
    expect(x.adjusted.unshrunk / y.adjusted.unshrunk).toBeCloseTo(10 / 9, 6)
  })

  it('puts a rate with much data on the mix as anyone can recompute: its own rate of each place × the mix', () => {
    const shown = { A: [9e6, 1e6, 4e6], B: [2e6, 8e6, 5e6], C: [3e6, 3e6, 9e6] } as const
    const rates = { A: [0.01, 0.03, 0.02], B: [0.012, 0.02, 0.03], C: [0.008, 0.03, 0.018] } as const
    const ids = ['A', 'B', 'C'] as const
    const result = rankCreatives({
      repeatable: true,
      history: { base: 1, slope: 0, degreesOfFreedom: 0, source: 'history' },
      creatives: ids.map((id) => ({
        id,
        cells: shown[id].map((exposure, s) => ({
          stratum: String(s),
          exposure,
          conversions: exposure * (rates[id][s] ?? 0),
        })),
      })),
    })
    const mix = [0, 1, 2].map((s) => ids.reduce((sum, id) => sum + (shown[id][s] ?? 0), 0) / 44e6)
    for (const id of ids) {
      const { adjusted } = byId(result, id)
      const standardised = mix.reduce((sum, p, s) => sum + p * (rates[id][s] ?? 0), 0)
      expect(isComputed(adjusted) ? adjusted.unshrunk / standardised : 0).toBeCloseTo(1, 3)
      expect(isComputed(adjusted) ? adjusted.rate / standardised : 0).toBeCloseTo(1, 2)
    }
  })

  it('speaks of no creatives and no installs, because networks and purchases are ranked too', () => {
    const island = { id: 'far', cells: [{ stratum: 'moon', exposure: 900, conversions: 9 }] }
    const small = {
      id: 'small',
      cells: [
        { stratum: 'all', exposure: 300, conversions: 1 },
        { stratum: 'rare', exposure: 10, conversions: 1 },
      ],
    }
    const rows = [single('A', 90, 9_000), single('B', 200, 9_000), single('bad', 2, 0), single('C', 0, 20)]
    const result = rankCreatives({ repeatable: true, creatives: [...rows, small, island] })
    const alone = rankCreatives({ repeatable: true, creatives: [single('A', 90, 9_000)] })
    const silent = rankCreatives({ repeatable: true, creatives: [single('A', 0, 9_000)] })
    const said = JSON.stringify([result, alone, silent], (key, value) =>
      ['creatives', 'notComputed', 'sentence', 'notes', 'reasons', 'components'].includes(key) ||
      typeof value !== 'string'
        ? value
        : undefined,
    ).replaceAll('"creatives":', '')
    expect(result.notes.map(({ code }) => code)).toEqual(expect.arrayContaining(['components', 'equal_cpm']))
    expect(said).toContain('the others')
    expect(said).not.toMatch(/creative|install(?!sGained)/)
  })

  it('computes the overlap of the Simpson vector from expected conversions', () => {
    expect(overlap([90_000 * 1, 10_000 * 5], [20_000 * 1, 80_000 * 5])).toBeCloseTo(0.5791, 4)
    expect(overlap([1, 2, 3], [10, 20, 30])).toBeCloseTo(1, 12)
    expect(overlap([1, 0], [0, 5])).toBe(0)
  })

  it('takes the mix out when every cell shows the same ratio', () => {
    const rate = { poor: 0.01, mid: 0.02, rich: 0.05 }
    const quality = { P: 0.8, Q: 1, R: 1.3 }
    const shown = { P: [1e6, 5e6, 2e7], Q: [1e7, 1e6, 1e6], R: [2e7, 2e6, 1e6] }
    const result = rankCreatives({
      repeatable: true,
      creatives: (['P', 'Q', 'R'] as const).map((id) => ({
        id,
        cells: (['poor', 'mid', 'rich'] as const).map((stratum, s) => ({
          stratum,
          exposure: shown[id][s] ?? 0,
          conversions: (shown[id][s] ?? 0) * rate[stratum] * quality[id],
        })),
      })),
    })
    expect(result.creatives.map((c) => c.id)).toEqual(['R', 'Q', 'P'])
    expect(number(byId(result, 'R').shrunk) / number(byId(result, 'Q').shrunk)).toBeCloseTo(1.3, 1)
    const rates = Object.fromEntries(result.strata.map((s) => [s.stratum, s.multiplier]))
    expect(number(rates.rich) / number(rates.poor)).toBeCloseTo(5, 8)
  })

  it('separates creatives that share no strata', () => {
    const result = rankCreatives({
      repeatable: false,
      creatives: [
        { id: 'a', cells: [{ stratum: 'x', exposure: 1e5, conversions: 900 }] },
        { id: 'b', cells: [{ stratum: 'x', exposure: 1e5, conversions: 1000 }] },
        { id: 'c', cells: [{ stratum: 'y', exposure: 1e4, conversions: 300 }] },
      ],
    })
    expect(result.components).toHaveLength(2)
    expect(byId(result, 'c').component).toBe(1)
    expect(byId(result, 'c').probabilityBest).toMatchObject({ code: 'only_one_creative' })
    expect(byId(result, 'c').decision).toBe('not_enough_data')
    expect(result.creatives.at(-1)?.id).toBe('c')
  })

  it('says which creative was hardly shown in the mix', () => {
    const cells = (rich: number) => [
      { stratum: 'poor', exposure: 1e5, conversions: 500 },
      { stratum: 'rich', exposure: rich, conversions: rich * 0.05 },
    ]
    const result = rankCreatives({
      repeatable: false,
      creatives: [
        { id: 'a', cells: cells(1e5) },
        { id: 'b', cells: cells(2e5) },
        { id: 'poor only', cells: cells(0) },
      ],
    })
    const off = byId(result, 'poor only')
    expect(off.reasons.map(({ code }) => code)).toContain('own_places')
    expect(off.adjusted).toMatchObject({ code: 'not_comparable' })
    expect(off.probabilityBest).toMatchObject({ code: 'not_comparable' })
  })

  it('decides against a target of each creative’s own, which is about where it ran', () => {
    const creatives = [
      {
        id: 'A',
        cells: [
          { stratum: 'x', exposure: 90_000, conversions: 900 },
          { stratum: 'y', exposure: 10_000, conversions: 50 },
        ],
      },
      {
        id: 'B',
        cells: [
          { stratum: 'x', exposure: 10_000, conversions: 100 },
          { stratum: 'y', exposure: 90_000, conversions: 450 },
        ],
      },
      {
        id: 'C',
        cells: [
          { stratum: 'x', exposure: 50_000, conversions: 500 },
          { stratum: 'y', exposure: 50_000, conversions: 250 },
        ],
      },
    ]
    // A and B earn the same in each place; each has to earn what it does earn.
    const { creatives: ranked } = rankCreatives({
      repeatable: false,
      creatives,
      targets: { A: 0.0095, B: 0.0055 },
    })
    const row = (id: string) => ranked.find((one) => one.id === id)
    for (const id of ['A', 'B']) {
      const { benchmark, adjusted } = row(id) ?? {}
      if (
        benchmark === undefined ||
        adjusted === undefined ||
        !isComputed(benchmark) ||
        !isComputed(adjusted)
      )
        throw new Error('not computed')
      expect(benchmark / adjusted.unshrunk).toBeCloseTo(1, 2)
    }
    expect(row('A')?.decision).toBe('keep')
    expect(row('C')?.reasons[0]?.sentence).toContain('of the others (')
  })

  it('decides against a target', () => {
    const result = rankCreatives({
      repeatable: false,
      target: 0.01,
      creatives: [single('A', 15_000, 1_000_000)],
    })
    expect(byId(result, 'A').decision).toBe('scale')
    expect(byId(result, 'A').benchmark).toBe(0.01)
    expect(
      rankCreatives({ repeatable: false, target: -1, creatives: [single('A', 1, 100)] }).benchmark,
    ).toMatchObject({
      code: 'invalid_setting',
    })
  })

  it('learns over-dispersion from days', () => {
    const days = (spread: number) => ({
      day: Array.from({ length: 28 }, (_, d) => d),
      exposure: new Array(28).fill(10_000),
      conversions: Array.from({ length: 28 }, (_, d) => 100 + (d % 2 === 0 ? spread : -spread)),
    })
    const phi = (spread: number) =>
      byId(
        rankCreatives({
          repeatable: false,
          creatives: [0, 1, 2].map((i) => ({
            id: String(i),
            cells: [
              { stratum: 'all', exposure: 280_000, conversions: 2_800, days: days(i === 0 ? spread : 10) },
            ],
          })),
        }),
        '0',
      )
    expect(phi(10).phiSource).toBe('days')
    expect(phi(10).phi).toBeGreaterThan(1)
    expect(phi(10).phi).toBeLessThan(1.3)
    expect(phi(30).phi).toBeGreaterThan(3)
  })
})

/** Every number of a result, with its path, to look for NaN and infinities. */
