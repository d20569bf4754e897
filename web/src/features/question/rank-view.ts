import { firstParam, formatScope, parseScope, type Scope, WHOLE_SCOPE } from '../scope/scope.ts'
import type { SearchParams } from '../scope/search-params.ts'
import type { ViewCodec } from '../scope/use-view.ts'

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
export interface RankView extends Scope {
  /** `null` leaves the choice to the server: the finest thing the data names. */
  by: string | null
  minImpressions: number
  /** What rates are compared on: `mix`, `none`, or dimensions by name. */
  adjust: string
  sort: Sort
  search: string
  /** Key of the row whose details are open. */
  row: string | null
  panel: Panel | null
  /** Creatives as a table, or as their pictures. */
  show: 'table' | 'gallery'
}

export const DEFAULT_VIEW: RankView = {
  ...WHOLE_SCOPE,
  by: null,
  minImpressions: 0,
  adjust: 'mix',
  sort: { column: 'rank', descending: false },
  search: '',
  row: null,
  panel: null,
  show: 'table',
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

function parseRankView(params: SearchParams): RankView {
  const panel = firstParam(params, 'panel')
  return {
    ...parseScope(params),
    by: firstParam(params, 'by') ?? DEFAULT_VIEW.by,
    minImpressions: parseMinImpressions(firstParam(params, 'minImpressions')),
    adjust: firstParam(params, 'adjust') ?? DEFAULT_VIEW.adjust,
    sort: parseSort(firstParam(params, 'sort')),
    search: firstParam(params, 'q') ?? '',
    row: firstParam(params, 'row') ?? null,
    panel: panel === 'provenance' ? panel : null,
    show: firstParam(params, 'show') === 'gallery' ? 'gallery' : 'table',
  }
}

/** The part of a view the server answers, as query parameters. */
export function formatRankQuestion(view: RankView): SearchParams {
  return {
    ...(view.by === null ? {} : { by: [view.by] }),
    ...formatScope(view),
    ...(view.minImpressions === 0 ? {} : { minImpressions: [String(view.minImpressions)] }),
    ...(view.adjust === DEFAULT_VIEW.adjust ? {} : { adjust: [view.adjust] }),
  }
}

/** The shortest URL of a view: what equals the default is left out. */
function formatRankView(view: RankView): SearchParams {
  const sort = formatSort(view.sort)
  return {
    ...formatRankQuestion(view),
    ...(sort === formatSort(DEFAULT_VIEW.sort) ? {} : { sort: [sort] }),
    ...(view.search === '' ? {} : { q: [view.search] }),
    ...(view.row === null ? {} : { row: [view.row] }),
    ...(view.panel === null ? {} : { panel: [view.panel] }),
    ...(view.show === 'table' ? {} : { show: [view.show] }),
  }
}

export const rankView: ViewCodec<RankView> = {
  parse: parseRankView,
  format: formatRankView,
  typed: ['search'],
}
