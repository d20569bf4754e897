import { describe, expect, it } from 'vitest'
import { DeliveryRow, OutcomeRow } from '#schema/row.ts'
import { isoWeek } from './iso-week.ts'
import { upworthyDelivery, upworthyOutcomes } from './upworthy-rows.ts'
import { UPWORTHY_TESTS, type UpworthyTest } from './upworthy-tests.ts'

function unevenness({ arms }: UpworthyTest): number {
  const mean = arms.reduce((sum, arm) => sum + arm.impressions, 0) / arms.length
  const chiSquare = arms.reduce((sum, arm) => sum + (arm.impressions - mean) ** 2 / mean, 0)
  return chiSquare / (arms.length - 1)
}

describe('Upworthy tests', () => {
  it('are 150, with two or more arms each and some from the defective weeks', () => {
    expect(UPWORTHY_TESTS).toHaveLength(150)
    expect(UPWORTHY_TESTS.filter((test) => !test.isRandomised)).toHaveLength(25)
    for (const { arms } of UPWORTHY_TESTS) {
      expect(arms.length).toBeGreaterThan(1)
      for (const arm of arms) expect(arm.clicks).toBeLessThanOrEqual(arm.impressions)
    }
  })

  it('split readers evenly except in the defective weeks', () => {
    const uneven = (tests: readonly UpworthyTest[]): number =>
      tests.filter((test) => unevenness(test) > 4).length / tests.length
    expect(uneven(UPWORTHY_TESTS.filter((test) => test.isRandomised))).toBeLessThan(0.1)
    expect(uneven(UPWORTHY_TESTS.filter((test) => !test.isRandomised))).toBeGreaterThan(0.5)
  })

  it('become rows the schemas accept', () => {
    const delivery = [...upworthyDelivery()]
    const outcomes = [...upworthyOutcomes()]
    expect(delivery).toHaveLength(702)
    expect(outcomes).toHaveLength(702)
    for (const row of delivery) expect(DeliveryRow.safeParse(row).error).toBeUndefined()
    for (const row of outcomes) expect(OutcomeRow.safeParse(row).error).toBeUndefined()
    expect(new Set(delivery.map((row) => row.creative_id)).size).toBe(702)
  })
})

describe('isoWeek', () => {
  it.each([
    ['201326', '2013-06-24', '2013-06-30'],
    ['201402', '2014-01-06', '2014-01-12'],
    ['201501', '2014-12-29', '2015-01-04'],
  ])('%s runs from %s to %s', (week, from, to) => {
    expect(isoWeek(week)).toEqual({ from, to })
  })
})
