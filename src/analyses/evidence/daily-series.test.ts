import { describe, expect, test } from 'vitest'
import { addSeries, noiseOf } from './daily-series.ts'

const columns = (day: number[], impressions: number[], conversions: number[]) => ({
  day,
  impressions,
  conversions,
})

describe('series of days', () => {
  test('are added up by day, oldest first, days nobody has left out', () => {
    const { day, impressions, conversions } = addSeries([
      columns([12, 10], [100, 200], [1, 2]),
      columns([10, 15], [50, 25], [3, 4]),
    ])
    expect([...day]).toEqual([10, 12, 15])
    expect([...impressions]).toEqual([250, 100, 25])
    expect([...conversions]).toEqual([5, 1, 4])
  })

  test('of one network are put in order, and days that come twice are added up', () => {
    const ordered = addSeries([columns([12, 10, 15], [100, 200, 300], [1, 2, 3])])
    expect([...ordered.day]).toEqual([10, 12, 15])
    expect([...ordered.impressions]).toEqual([200, 100, 300])
    expect([...ordered.conversions]).toEqual([2, 1, 3])
    const twice = addSeries([columns([12, 10, 12], [100, 200, 300], [1, 2, 3])])
    expect([...twice.day]).toEqual([10, 12])
    expect([...twice.conversions]).toEqual([2, 4])
  })

  test('count a missing column as 0', () => {
    const { conversions } = addSeries([{ day: [1, 2], impressions: [5, 5], conversions: undefined }])
    expect([...conversions]).toEqual([0, 0])
  })

  test('of nothing are empty, and one day tells nothing about noise', () => {
    expect(addSeries([]).day).toHaveLength(0)
    expect(noiseOf(addSeries([columns([1], [5], [1])]))).toEqual({})
    expect(noiseOf(addSeries([columns([1, 2], [5, 5], [1, 0])])).days?.day).toHaveLength(2)
  })
})
