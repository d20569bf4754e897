import { describe, expect, it } from 'vitest'
import reference from '../../../test/reference/fixtures/fatigue.json' with { type: 'json' }
import { isComputed } from '../not-computed.ts'
import { evidenceAt, FALLS, firstAlarm, runningSums } from './change-evidence.ts'
import { forecastRate } from './forecast.ts'

describe('fatigue against SciPy', () => {
  it('evidence from multinomial likelihoods, to 1e-10', () => {
    for (const { counts, expected, baseline, evidence } of reference.evidence) {
      const sums = runningSums(counts, expected, () => 1)
      const found = evidenceAt(sums, baseline, counts.length, FALLS)
      expect(Math.abs(found / evidence - 1)).toBeLessThan(1e-10)
    }
  })

  it('slope of a Poisson regression, to 1e-6', () => {
    for (const { day, counts, expected, phi, slope, low, high } of reference.slope) {
      const found = forecastRate(day, counts, expected, phi)
      if (!isComputed(found)) throw new Error(found.notComputed)
      expect(found.slope).toBeCloseTo(slope, 6)
      expect(found.low).toBeCloseTo(low, 6)
      expect(found.high).toBeCloseTo(high, 6)
      expect(found.halfLife === null).toBe(high >= 0)
    }
  })

  it('the printed vector: seven days of 50, then 35 a day of 50 expected', () => {
    const counts = [...Array<number>(7).fill(50), ...Array<number>(6).fill(35)]
    const sums = runningSums(
      counts,
      counts.map(() => 50),
      () => 1,
    )
    const seen = [8, 9, 10, 11, 12].map((end) => evidenceAt(sums, 7, end, FALLS))
    expect(seen.map((value) => Number(value.toPrecision(4)))).toEqual([5.542, 28.77, 106.3, 319, 815.6])
    expect(firstAlarm(sums, 7, 13, 1_800)).toBe(12)
  })
})
