import { type Computed, isComputed, notComputed } from '../not-computed.ts'
import { sumOf } from './judged.ts'
import type { ExpectedDays, FatigueAhead, FatigueForecast } from './types.ts'

const DAYS_AHEAD = 14
const NEWEST_DAYS = 7

/**
 * Conversions of the next 14 days, and those lost beside a level, if a creative is shown as in its newest seven days: at its
 * rate since the change, falling on where it surely does.
 */
export function lookAhead(
  { conversions, expected }: ExpectedDays,
  since: number,
  level: number,
  forecast: Computed<FatigueForecast>,
): Computed<FatigueAhead> {
  const end = expected.length
  const from = Math.max(since, end - NEWEST_DAYS)
  const exposed = sumOf(expected, from, end)
  const known = sumOf(expected, since, end)
  if (!(exposed > 0 && known > 0)) return notComputed('no_exposure', 'it was not shown lately')
  const slope = isComputed(forecast) && forecast.halfLife !== null ? forecast.slope : 0
  // A rate that falls has its mean over the days since the change in their middle.
  const middle = (end - 1 - since) / 2
  const rate = sumOf(conversions, since, end) / known
  const each = exposed / (end - from)
  let total = 0
  let lost = 0
  for (let day = 1; day <= DAYS_AHEAD; day++) {
    const own = rate * Math.exp(slope * (middle + day))
    total += each * own
    lost += each * Math.max(0, level - own)
  }
  return { days: DAYS_AHEAD, conversions: total, lost }
}
