import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isComputed } from '../not-computed.ts'
import { findComponents } from './components.ts'
import { componentPart } from './part.ts'
import { rankCreatives } from './rank-creatives.ts'
import { stratumMultipliers } from './stratum-multipliers.ts'
import { cellTable, mixShares } from './table.ts'
import type { CreativeEvidence } from './types.ts'

const cell = fc
  .tuple(
    fc.constantFrom('a', 'b', 'c', 'd'),
    fc.integer({ min: 1, max: 1_000_000 }),
    fc.double({ min: 0, max: 0.05, noNaN: true }),
  )
  .map(([stratum, exposure, share]) => ({ stratum, exposure, conversions: Math.round(exposure * share) }))
const creatives = fc
  .array(fc.array(cell, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 })
  .map((list) => list.map((cells, i): CreativeEvidence => ({ id: `c${i}`, cells })))

function multipliers(list: readonly CreativeEvidence[]): Map<string, number> {
  const table = cellTable(list)
  const part = componentPart(table, findComponents(table), 0, mixShares(table, undefined))
  const { multiplier } = stratumMultipliers(part)
  return new Map(Array.from(part.strata, (s, at) => [table.strata[s] ?? '', multiplier[at] ?? 0]))
}

describe('ranking', () => {
  it('takes several rows of a stratum as their sum', () => {
    fc.assert(
      fc.property(creatives, (list) => {
        const summed = list.map(({ id, cells }) => ({
          id,
          cells: [...Map.groupBy(cells, ({ stratum }) => stratum)].map(([stratum, own]) => ({
            stratum,
            exposure: own.reduce((sum, each) => sum + each.exposure, 0),
            conversions: own.reduce((sum, each) => sum + each.conversions, 0),
          })),
        }))
        expect(rankCreatives({ creatives: summed, repeatable: false })).toEqual(
          rankCreatives({ creatives: list, repeatable: false }),
        )
      }),
    )
  })

  it('gives the parts of a stratum that hold the same share of every creative the rate of the whole', () => {
    const full = fc.array(
      fc.array(fc.tuple(fc.integer({ min: 1_000, max: 1_000_000 }), fc.integer({ min: 1, max: 500 })), {
        minLength: 3,
        maxLength: 3,
      }),
      { minLength: 2, maxLength: 6 },
    )
    fc.assert(
      fc.property(full, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (list, part) => {
        const whole = list.map((cells, i) => ({
          id: String(i),
          cells: cells.map(([exposure, conversions], s) => ({ stratum: String(s), exposure, conversions })),
        }))
        const split = whole.map(({ id, cells }) => ({
          id,
          cells: cells.flatMap((own) =>
            own.stratum === '0'
              ? [part, 1 - part].map((share, k) => ({
                  stratum: `0 ${k}`,
                  exposure: own.exposure * share,
                  conversions: own.conversions * share,
                }))
              : [own],
          ),
        }))
        const before = multipliers(whole)
        const after = multipliers(split)
        for (const [name, same] of [
          ['0 0', '0'],
          ['0 1', '0'],
          ['1', '1'],
          ['2', '2'],
        ] as const) {
          expect((after.get(name) ?? 0) / (before.get(same) ?? 1)).toBeCloseTo(1, 6)
        }
      }),
    )
  })

  it('gets surer of every creative with sixteen times the data', () => {
    const rates = fc.array(fc.double({ min: 0.005, max: 0.02, noNaN: true }), { minLength: 4, maxLength: 20 })
    fc.assert(
      fc.property(rates, (list) => {
        const widths = (exposure: number) =>
          new Map(
            rankCreatives({
              repeatable: true,
              creatives: list.map((rate, i) => ({
                id: String(i),
                cells: [{ stratum: 'all', exposure, conversions: rate * exposure }],
              })),
            }).creatives.map(({ id, posteriorInterval, interval, rate }) => {
              if (!isComputed(posteriorInterval) || !isComputed(interval) || !isComputed(rate))
                throw new Error('not computed')
              expect(interval.low).toBeLessThanOrEqual(rate)
              expect(interval.high).toBeGreaterThanOrEqual(rate)
              return [id, posteriorInterval.high - posteriorInterval.low] as const
            }),
          )
        const little = widths(20_000)
        for (const [id, width] of widths(320_000)) expect(width).toBeLessThan(little.get(id) ?? 0)
      }),
    )
  })

  it('counts a creative without any conversion, or one that always converts, as what it is', () => {
    for (const [exposure, conversions] of [
      [1, 0],
      [1, 1],
      [1_000, 0],
      [1_000, 1_000],
      [1e12, 0],
      [1e12, 1],
      [1e12, 1e12],
    ] as const) {
      for (const repeatable of [true, false]) {
        const { creatives: ranked } = rankCreatives({
          repeatable,
          creatives: [
            { id: 'extreme', cells: [{ stratum: 'all', exposure, conversions }] },
            { id: 'usual', cells: [{ stratum: 'all', exposure: 10_000, conversions: 120 }] },
          ],
        })
        const extreme = ranked.find(({ id }) => id === 'extreme')
        expect(extreme?.rate).toBe(conversions / exposure)
        const best = ranked.map(({ probabilityBest }) =>
          isComputed(probabilityBest) ? probabilityBest : Number.NaN,
        )
        expect(best.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 6)
        const usual = ranked.find(({ id }) => id === 'usual')?.shrunk
        expect(usual).toBeGreaterThan(0)
        expect(usual).toBeLessThan(1.5)
      }
    }
  })
})
