import type { FatigueSeries, Refresh } from '#schema/answer/fatigue-answer.ts'

/** Days to half the rate beyond which nobody plans. */
const LONGEST = 90
const WHAT = {
  ctr: 'fewer click on it',
  cvr: 'fewer of those who click convert',
  both: 'fewer click, and fewer of those convert',
} as const

function whyOf({ decline, changed, where, networks, forecast }: FatigueSeries): string {
  const fall = decline.estimate === null ? 'it fell' : `${Math.round(100 * decline.estimate)} % lower`
  const worst = networks.find(({ decline: own }) => (own.low ?? 0) > 0)
  return [
    `${fall} since ${changed ?? 'it changed'}`,
    ...(where === null ? [] : [WHAT[where]]),
    ...(worst === undefined ? [] : [`most on ${worst.network}`]),
    ...(forecast.halfLife === null || forecast.halfLife > LONGEST
      ? []
      : [`and falls on, by half in ${Math.max(1, Math.round(forecast.halfLife))} days`]),
  ].join(', ')
}

/** What wears out and is still shown, that first whose next days would lose most: money, and where none is known conversions. */
export function refreshQueue(series: readonly FatigueSeries[]): Refresh[] {
  return series
    .filter(
      ({ state, ahead }) => (state === 'fatiguing' || state === 'exhausted') && (ahead.installs ?? 0) > 0,
    )
    .map((own) => ({
      key: own.key,
      creative: own.creative,
      state: own.state,
      installs: own.ahead.installs,
      spend: own.ahead.spend,
      days: own.ahead.days,
      why: whyOf(own),
    }))
    .toSorted(
      (a, b) =>
        (b.spend ?? -1) - (a.spend ?? -1) ||
        (b.installs ?? -1) - (a.installs ?? -1) ||
        a.creative.localeCompare(b.creative),
    )
}
