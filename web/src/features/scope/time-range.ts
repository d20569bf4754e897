/** The days a question is about; `last` counts back from the newest complete day of the data. */
export type TimeRange =
  | { kind: 'all' }
  | { kind: 'last'; days: number }
  | { kind: 'between'; from: string | null; to: string | null }

export const ALL_TIME: TimeRange = { kind: 'all' }
export const PRESET_DAYS = [7, 14, 28, 90] as const

const DAY = /^\d{4}-\d{2}-\d{2}$/

function parseDay(text: string | undefined): string | null {
  if (text === undefined || !DAY.test(text)) return null
  const time = Date.parse(text)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : null
}

export interface TimeRangeParams {
  last?: string
  from?: string
  to?: string
}

export function parseTimeRange(
  params: { [K in keyof TimeRangeParams]: TimeRangeParams[K] | undefined },
): TimeRange {
  const last = /^(\d{1,4})d$/.exec(params.last ?? '')
  if (last) {
    const days = Number(last[1])
    return days > 0 ? { kind: 'last', days } : ALL_TIME
  }
  const from = parseDay(params.from)
  const to = parseDay(params.to)
  return from === null && to === null ? ALL_TIME : { kind: 'between', from, to }
}

export function formatTimeRange(range: TimeRange): TimeRangeParams {
  switch (range.kind) {
    case 'all':
      return {}
    case 'last':
      return { last: `${range.days}d` }
    case 'between':
      return {
        ...(range.from === null ? {} : { from: range.from }),
        ...(range.to === null ? {} : { to: range.to }),
      }
  }
}
