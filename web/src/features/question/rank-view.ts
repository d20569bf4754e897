import { type Filter, formatFilter, parseFilter } from './filter.ts'
import { parseSample, type SampleName } from './sample.ts'
import type { SearchParams } from './search-params.ts'
import { formatTimeRange, parseTimeRange, type TimeRange } from './time-range.ts'

export const SORT_COLUMNS = [
  'rank',
  'name',
  'impressions',
  'spend',
  'conversions',
  'perMille',
  'adjusted',
  'shrunk',
  'probabilityBest',
  'decision',
] as const
export type SortColumn = (typeof SORT_COLUMNS)[number]

export interface Sort {
  column: SortColumn
  descending: boolean
}

export type Panel = 'provenance'

/** Everything the leaderboard shows, as the URL says it; the words are those of the HTTP API. */
export interface RankView {
  /** `null` leaves the choice to the server: the finest thing the data names. */
  by: string | null
  /** `null` is the project’s main event. */
  event: string | null
  range: TimeRange
  where: readonly Filter[]
  minImpressions: number
  /** What rates are compared on: `mix`, `none`, or dimensions by name. */
  adjust: string
  /** The sample asked for instead of the project’s own data. */
  sample: SampleName | null
  sort: Sort
  search: string
  /** Key of the row whose details are open. */
  row: string | null
  panel: Panel | null
}

export const DEFAULT_VIEW: RankView = {
  by: null,
  event: null,
  range: { kind: 'all' },
  where: [],
  minImpressions: 0,
  adjust: 'mix',
  sample: null,
  sort: { column: 'rank', descending: false },
  search: '',
  row: null,
  panel: null,
}

function first(params: SearchParams, name: string): string | undefined {
  return params[name]?.find((value) => value !== '')
}

function parseSort(text: string | undefined): Sort {
  if (text === undefined) return DEFAULT_VIEW.sort
  const descending = text.startsWith('-')
  const name = descending ? text.slice(1) : text
  const column = SORT_COLUMNS.find((known) => known === name)
  return column === undefined ? DEFAULT_VIEW.sort : { column, descending }
}

function formatSort(sort: Sort): string {
  return `${sort.descending ? '-' : ''}${sort.column}`
}

function parseMinImpressions(text: string | undefined): number {
  const value = Number(text ?? 0)
  return Number.isSafeInteger(value) && value > 0 ? value : 0
}

export function parseRankView(params: SearchParams): RankView {
  const panel = first(params, 'panel')
  return {
    by: first(params, 'by') ?? DEFAULT_VIEW.by,
    event: first(params, 'event') ?? DEFAULT_VIEW.event,
    range: parseTimeRange({
      last: first(params, 'last'),
      from: first(params, 'from'),
      to: first(params, 'to'),
    }),
    where: (params.where ?? []).map(parseFilter).filter((filter) => filter !== null),
    minImpressions: parseMinImpressions(first(params, 'minImpressions')),
    adjust: first(params, 'adjust') ?? DEFAULT_VIEW.adjust,
    sample: parseSample(first(params, 'sample')),
    sort: parseSort(first(params, 'sort')),
    search: first(params, 'q') ?? '',
    row: first(params, 'row') ?? null,
    panel: panel === 'provenance' ? panel : null,
  }
}

/** The part of a view the server answers, as query parameters. */
export function formatRankQuestion(view: RankView): SearchParams {
  const range = formatTimeRange(view.range)
  return {
    ...(view.by === null ? {} : { by: [view.by] }),
    ...(view.event === null ? {} : { event: [view.event] }),
    ...(range.last === undefined ? {} : { last: [range.last] }),
    ...(range.from === undefined ? {} : { from: [range.from] }),
    ...(range.to === undefined ? {} : { to: [range.to] }),
    ...(view.minImpressions === 0 ? {} : { minImpressions: [String(view.minImpressions)] }),
    ...(view.adjust === DEFAULT_VIEW.adjust ? {} : { adjust: [view.adjust] }),
    ...(view.where.length === 0 ? {} : { where: view.where.map(formatFilter) }),
    ...(view.sample === null ? {} : { sample: [view.sample] }),
  }
}

/** The shortest URL of a view: what equals the default is left out. */
export function formatRankView(view: RankView): SearchParams {
  const sort = formatSort(view.sort)
  return {
    ...formatRankQuestion(view),
    ...(sort === formatSort(DEFAULT_VIEW.sort) ? {} : { sort: [sort] }),
    ...(view.search === '' ? {} : { q: [view.search] }),
    ...(view.row === null ? {} : { row: [view.row] }),
    ...(view.panel === null ? {} : { panel: [view.panel] }),
  }
}
