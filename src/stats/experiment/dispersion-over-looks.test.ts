import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawCount, drawNormal } from '../random/draws.ts'
import { seededGenerator } from '../random/seeded.ts'
import { dispersionOverLooks } from './dispersion-over-looks.ts'
import type { ExperimentArm } from './experiment-input.ts'

const range = (length: number) => Array.from({ length }, (_, k) => k + 1)

describe('φ over looks', () => {
  const random = seededGenerator(8)
  const simulate = (phi: number, length: number, perDay = 30) => {
    const shocks = Array.from({ length }, () => Math.exp(0.4 * drawNormal(random)))
    return [1, 1.2].map(
      (rate, k): ExperimentArm => ({
        id: String(k),
        cells: shocks.map((shock, day) => ({
          day,
          exposure: 1_000 * shock,
          conversions: drawCount(perDay * rate * shock, phi, random),
        })),
      }),
    )
  }

  it('is about the truth, whatever moves both arms', () => {
    for (const phi of [1, 2, 4]) {
      const finals = Array.from({ length: 60 }, () =>
        dispersionOverLooks(simulate(phi, 60), { account: phi }),
      )
      const mean = finals.reduce((sum, looks) => sum + (looks.at(-1)?.phi ?? 0), 0) / finals.length
      expect(mean).toBeGreaterThan(phi)
      expect(mean).toBeLessThan(1.2 * phi)
    }
  })

  it('never falls, never goes below the plan, and does not know the future', () => {
    const cells = fc.array(
      fc.record({
        day: fc.integer({ min: 0, max: 20 }),
        exposure: fc.integer({ min: 0, max: 10_000 }),
        conversions: fc.integer({ min: 0, max: 300 }),
      }),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(
        fc.array(cells, { minLength: 1, maxLength: 4 }),
        fc.double({ min: 1, max: 5, noNaN: true }),
        fc.integer({ min: 0, max: 20 }),
        (list, planned, until) => {
          const arms = list.map((own, k) => ({ id: String(k), cells: own }))
          const looks = dispersionOverLooks(arms, { planned })
          looks.forEach(({ day, phi }, k) => {
            expect(Number.isFinite(phi)).toBe(true)
            expect(phi).toBeGreaterThanOrEqual(looks[k - 1]?.phi ?? planned)
            expect(day).toBeGreaterThan(looks[k - 1]?.day ?? -1)
          })
          const past = arms.map(({ id, cells: own }) => ({
            id,
            cells: own.filter(({ day }) => day <= until),
          }))
          expect(dispersionOverLooks(past, { planned })).toEqual(looks.filter(({ day }) => day <= until))
        },
      ),
    )
  })

  it('takes 90 days of ten arms in twelve strata in one pass', () => {
    const arms = Array.from({ length: 10 }, (_, k) => ({
      id: String(k),
      cells: range(90).flatMap((day) =>
        range(12).map((s) => ({
          day,
          stratum: String(s),
          exposure: 1_000,
          conversions: 10 + ((day * s + k) % 5),
        })),
      ),
    }))
    expect(dispersionOverLooks(arms)).toHaveLength(90)
  })
})
