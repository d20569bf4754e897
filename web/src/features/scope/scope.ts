import { type Filter, formatFilter, parseFilter } from './filter.ts'
import { parseSample, type SampleName } from './sample.ts'
import type { SearchParams } from './search-params.ts'
import { ALL_TIME, formatTimeRange, parseTimeRange, type TimeRange } from './time-range.ts'

/** What every page is asked about, as the URL says it; the words are those of the HTTP API. */
export interface Scope {
  /** `null` is the project’s main event. */
  event: string | null
  range: TimeRange
  where: readonly Filter[]
  /** The sample asked for instead of the project’s own data. */
  sample: SampleName | null
}

export const WHOLE_SCOPE: Scope = { event: null, range: ALL_TIME, where: [], sample: null }

/** The first value of a parameter that says something. */
export function firstParam(params: SearchParams, name: string): string | undefined {
  return params[name]?.find((value) => value !== '')
}

export function parseScope(params: SearchParams): Scope {
  return {
    event: firstParam(params, 'event') ?? null,
    range: parseTimeRange({
      last: firstParam(params, 'last'),
      from: firstParam(params, 'from'),
      to: firstParam(params, 'to'),
    }),
    where: (params.where ?? []).map(parseFilter).filter((filter) => filter !== null),
    sample: parseSample(firstParam(params, 'sample')),
  }
}

/** The shortest parameters of a scope: what equals the default is left out. */
export function formatScope(scope: Scope): SearchParams {
  const range = formatTimeRange(scope.range)
  return {
    ...(scope.event === null ? {} : { event: [scope.event] }),
    ...(range.last === undefined ? {} : { last: [range.last] }),
    ...(range.from === undefined ? {} : { from: [range.from] }),
    ...(range.to === undefined ? {} : { to: [range.to] }),
    ...(scope.where.length === 0 ? {} : { where: scope.where.map(formatFilter) }),
    ...(scope.sample === null ? {} : { sample: [scope.sample] }),
  }
}

/** The scope without its event, for questions that name their own metrics. */
export function formatRows(scope: Scope): SearchParams {
  return formatScope({ ...scope, event: null })
}
