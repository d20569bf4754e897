import { describe, expect, it } from 'vitest'
import {
  clopperPearsonInterval,
  compareCreatives,
  conditionalRatio,
  explainChange,
  fixedHorizonReading,
  garwoodInterval,
  isComputed,
  jeffreysInterval,
  peekSafeReading,
  readExperiment,
  readTests,
} from './index.ts'

/** Every place of a result that holds a number which is none. */
function badNumbers(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} is ${value}`]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => badNumbers(inner, `${path}.${key}`))
}

const EXTREMES = [
  [1, 0],
  [1, 1],
  [10, 0],
  [10, 10],
  [1e6, 0],
  [1e6, 1e6],
  [1e12, 0],
  [1e12, 1],
  [1e12, 0.5],
  [1e12, 1e12],
] as const
const pairs = EXTREMES.flatMap((first) => EXTREMES.map((second) => [first, second] as const))

describe('nothing converted, everything did, one impression, 1e12 of them', () => {
  it.each(EXTREMES)('one rate: %d impressions, %d conversions', (exposure, conversions) => {
    for (const repeatable of [true, false]) {
      for (const phi of [1, 30]) {
        const { low, high } = jeffreysInterval({ conversions, exposure, repeatable, phi })
        expect(low).toBeGreaterThanOrEqual(0)
        expect(low).toBeLessThanOrEqual(conversions / exposure)
        expect(high).toBeGreaterThanOrEqual(conversions / exposure)
        expect(high).toBeLessThan(Infinity)
      }
    }
    expect(badNumbers(garwoodInterval(conversions, exposure))).toEqual([])
    expect(badNumbers(clopperPearsonInterval(conversions, exposure))).toEqual([])
  })

  it('ratios, comparisons and readings of any two are numbers or reasons', () => {
    for (const [[n, c], [m, d]] of pairs) {
      const cell = { firstConversions: c, secondConversions: d, firstExposure: n, secondExposure: m }
      const arms = [
        [n, c],
        [m, d],
      ].map(([exposure = 0, conversions = 0], k) => ({
        id: String(k),
        cells: [{ day: 0, stratum: 'all', exposure, conversions }],
      }))
      const results = {
        ratio: conditionalRatio({ exposure: n, conversions: c }, { exposure: m, conversions: d }),
        compared: compareCreatives({ creatives: arms, repeatable: false }),
        peekSafe: peekSafeReading([cell], { lift: 0.2, phi: 1.5 }),
        fixed: fixedHorizonReading([cell]),
        test: readExperiment({ arms, lift: 0.2, phi: 1, design: [0.5, 0.5] }),
        tests: readTests([{ phi: 1, arms }]),
      }
      expect(badNumbers(results, `${n}/${c} against ${m}/${d}`)).toEqual([])
    }
  })

  it('changes from any one to any other are explained in numbers', () => {
    for (const [[n, c], [m, d]] of pairs) {
      const counts = (impressions: number, installs: number) => ({
        impressions,
        clicks: installs,
        clickInstalls: installs,
        viewInstalls: 0,
      })
      const explained = explainChange({
        strata: [
          { stratum: 'extreme', before: counts(n, c), after: counts(m, d) },
          { stratum: 'usual', before: counts(1_000, 12), after: counts(900, 15) },
        ],
        spend: { before: 10, after: 20 },
      })
      expect(isComputed(explained)).toBe(true)
      expect(badNumbers(explained, `${n}/${c} to ${m}/${d}`)).toEqual([])
    }
  })
})
