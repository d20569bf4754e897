export interface TrendDay {
  day: string
  impressions: number
  conversions: number
}

export interface TrendPoint {
  from: string
  to: string
  impressions: number
  conversions: number
  /** Conversions per impression over the pooled days; `null` where nothing was shown. */
  rate: number | null
}

/** Pools consecutive days into at most `most` points: sums over sums, never an average of rates. */
export function poolTrend(trend: readonly TrendDay[], most: number): TrendPoint[] {
  const size = Math.max(1, Math.ceil(trend.length / most))
  const points: TrendPoint[] = []
  for (let start = 0; start < trend.length; start += size) {
    const days = trend.slice(start, start + size)
    const [first] = days
    const last = days.at(-1)
    if (!first || !last) continue
    const impressions = days.reduce((sum, day) => sum + day.impressions, 0)
    const conversions = days.reduce((sum, day) => sum + day.conversions, 0)
    points.push({
      from: first.day,
      to: last.day,
      impressions,
      conversions,
      rate: impressions > 0 ? conversions / impressions : null,
    })
  }
  return points
}
