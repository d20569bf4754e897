import {
  createColumnHelper,
  createSortedRowModel,
  type Row,
  rowSortingFeature,
  tableFeatures,
} from '@tanstack/react-table'
import type { RankRow } from '#schema/answer/rank-answer.ts'
import { capitalise, labelDimension, nameEvents, nameRate } from '../../format/words.ts'
import { DECISIONS } from '../decision/decision-words.ts'
import { DEFAULT_VIEW, SORT_COLUMNS, type Sort, type SortColumn } from '../question/rank-view.ts'

export const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: {},
})

type Features = typeof features
type TableRow = Row<Features, RankRow>

const text = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })
const helper = createColumnHelper<Features, RankRow>()

function compareNumbers(a: TableRow, b: TableRow, column: string): number {
  return a.getValue<number>(column) - b.getValue<number>(column)
}

function compareTexts(a: TableRow, b: TableRow): number {
  return text.compare(a.original.name, b.original.name)
}

function numeric(id: SortColumn, read: (row: RankRow) => number | null) {
  return helper.accessor((row) => read(row) ?? undefined, {
    id,
    sortFn: compareNumbers,
    sortUndefined: 'last',
  })
}

/** What the table sorts by; a value that could not be computed comes last either way. */
export const columns = helper.columns([
  numeric('rank', (row) => row.rank),
  helper.accessor('name', { id: 'name', sortFn: compareTexts }),
  numeric('impressions', (row) => row.impressions),
  numeric('spend', (row) => row.spend),
  numeric('conversions', (row) => row.conversions),
  numeric('perMille', (row) => row.perMille),
  numeric('adjusted', (row) => row.adjusted),
  numeric('shrunk', (row) => row.shrunk),
  numeric('probabilityBest', (row) => row.probabilityBest),
  numeric('decision', (row) => DECISIONS[row.decision].order),
])

/** The columns of an answer: one for the common mix only where there is one. */
export function shownColumns(adjusted: boolean): readonly SortColumn[] {
  return adjusted ? SORT_COLUMNS : SORT_COLUMNS.filter((column) => column !== 'adjusted')
}

/** What the table is sorted by: a column that is not shown sorts nothing. */
export function effectiveSort(sort: Sort, adjusted: boolean): Sort {
  return shownColumns(adjusted).includes(sort.column) ? sort : DEFAULT_VIEW.sort
}

/** Whether the first click on a column sorts from the largest. */
export function startsDescending(column: SortColumn): boolean {
  return column !== 'rank' && column !== 'name' && column !== 'decision'
}

/** The words above a column, and what they mean. */
export function describeColumn(
  column: SortColumn,
  by: string,
  event: string,
): { label: string; hint: string } {
  const rate = nameRate(event)
  switch (column) {
    case 'rank':
      return { label: '#', hint: 'Place by evidence: the shrunk rate, not the raw one' }
    case 'name':
      return { label: labelDimension(by), hint: 'Name, and the networks it ran on' }
    case 'impressions':
      return { label: 'Impressions', hint: 'How often it was shown' }
    case 'spend':
      return { label: 'Spend', hint: 'What it cost' }
    case 'conversions':
      return { label: capitalise(nameEvents(event)), hint: `Counted ${nameEvents(event)}` }
    case 'perMille':
      return {
        label: rate,
        hint: `${capitalise(nameEvents(event))} per thousand impressions, as measured where it ran`,
      }
    case 'adjusted':
      return {
        label: 'Same mix',
        hint: `${rate} on the mix of places that all of its group are compared on`,
      }
    case 'shrunk':
      return {
        label: 'Shrunk',
        hint: `The compared ${rate}, drawn towards the others where there is little data`,
      }
    case 'probabilityBest':
      return { label: 'P(best)', hint: 'Probability that no other row here is better' }
    case 'decision':
      return { label: 'Decision', hint: 'Click a decision to see why' }
  }
}
