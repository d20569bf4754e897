import { describe, expect, it } from 'vitest'
import { poolTrend } from './pool-trend.ts'

describe('pooling a trend', () => {
  it('divides sums by sums', () => {
    const trend = [
      { day: '2026-01-01', impressions: 100, conversions: 10 },
      { day: '2026-01-02', impressions: 900, conversions: 0 },
      { day: '2026-01-03', impressions: 0, conversions: 0 },
    ]
    expect(poolTrend(trend, 2)).toEqual([
      { from: '2026-01-01', to: '2026-01-02', impressions: 1000, conversions: 10, rate: 0.01 },
      { from: '2026-01-03', to: '2026-01-03', impressions: 0, conversions: 0, rate: null },
    ])
  })

  it('keeps every day where there is room', () => {
    expect(poolTrend([{ day: '2026-01-01', impressions: 1, conversions: 1 }], 24)).toHaveLength(1)
    expect(poolTrend([], 24)).toEqual([])
  })
})
