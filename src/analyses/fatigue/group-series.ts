import { PermilleError } from '#schema/error.ts'
import type { Note } from '#schema/note.ts'
import { writeCount } from '#schema/write-count.ts'
import { endedNetworks } from './missing-days.ts'
import type { WatchedObject, WatchedPlace } from './watched-object.ts'

interface CellNumber {
  /** `null` when the text is no number. */
  readonly value: number | null
  readonly text: string
}

/** One row of a table of series. */
export interface SeriesRow {
  /** Row number a spreadsheet shows. */
  readonly row: number
  readonly creative: string
  /** Days since 1970-01-01; `null` when it cannot be read. */
  readonly day: number | null
  readonly impressions: CellNumber
  readonly conversions: CellNumber
  readonly stratum?: string
  readonly network?: string
  readonly clicks?: CellNumber
  readonly spend?: CellNumber
}

const LISTED_ROWS = 5
/** Impressions of a row that cannot all have converted. */
const MANY = 100
/** Repeated rows that are more than a coincidence of small counts: so many, and such a part of all. */
const LEAST_REPEATED = 3
const REPEATED_PART = 0.01
const NUMBERS = ['impressions', 'conversions', 'clicks', 'spend'] as const
/** Days between the first and the last one beyond which some date must be wrong. */
const LONGEST = 3_650

/** What is wrong with a row, or `null`. */
function problemOf(row: SeriesRow): string | null {
  if (row.day === null) return 'no day can be read'
  for (const name of NUMBERS) {
    const cell = row[name]
    if (cell === undefined) continue
    const isAbsent = cell.text === '' && (name === 'clicks' || name === 'spend')
    if (!isAbsent && !(cell.value !== null && cell.value >= 0))
      return `${name} is no count: ${cell.text || 'empty'}`
  }
  const [shown, converted] = [row.impressions.value ?? 0, row.conversions.value ?? 0]
  // Late conversions may outnumber the last few impressions; never many.
  return shown >= MANY && converted > shown ? `more conversions than impressions: ${converted}` : null
}

/** Says where rows repeat another one in all that is read of them. */
function repeatedNote(rows: readonly SeriesRow[]): readonly Note[] {
  const seen = new Set<string>()
  const again = rows.filter(({ row: _row, ...values }) => {
    const key = JSON.stringify(values)
    const isKnown = seen.has(key)
    seen.add(key)
    return isKnown
  })
  if (again.length < LEAST_REPEATED || again.length < rows.length * REPEATED_PART) return []
  const list = again.slice(0, LISTED_ROWS).map(({ row }) => row)
  return [
    {
      code: 'repeated_rows',
      severity: 'warning',
      message: `Rows that repeat another one in creative, day and every count: ${writeCount(again.length)} (row ${list.join(', ')}${again.length > LISTED_ROWS ? ' …' : ''}). Rows of one creative and day are added up; take out what is there twice.`,
    },
  ]
}

function leftOutNote(
  problems: readonly { readonly row: number; readonly problem: string }[],
): readonly Note[] {
  if (problems.length === 0) return []
  const list = problems.slice(0, LISTED_ROWS).map(({ row, problem }) => `row ${row}, ${problem}`)
  return [
    {
      code: 'rows_left_out',
      severity: 'warning',
      message: `Rows that cannot be read are left out: ${writeCount(problems.length)} (${list.join('; ')}${problems.length > LISTED_ROWS ? ' …' : ''}).`,
    },
  ]
}

function columnOf(rows: readonly SeriesRow[], days: readonly number[], name: 'clicks' | 'spend') {
  if (!rows.every((row) => row[name] !== undefined && row[name].value !== null)) return null
  return sumByDay(rows, days, (row) => row[name]?.value ?? 0)
}

function sumByDay(rows: readonly SeriesRow[], days: readonly number[], amountOf: (row: SeriesRow) => number) {
  const sums = new Map<number, number>()
  for (const row of rows) sums.set(row.day ?? 0, (sums.get(row.day ?? 0) ?? 0) + amountOf(row))
  return Float64Array.from(days, (day) => sums.get(day) ?? 0)
}

function placeOf(stratum: string, rows: readonly SeriesRow[]): WatchedPlace {
  const days = [...new Set(rows.map(({ day }) => day ?? 0))].toSorted((a, b) => a - b)
  return {
    stratum,
    network: rows[0]?.network ?? '',
    day: Float64Array.from(days),
    impressions: sumByDay(rows, days, ({ impressions }) => impressions.value ?? 0),
    conversions: sumByDay(rows, days, ({ conversions }) => conversions.value ?? 0),
    clicks: columnOf(rows, days, 'clicks'),
    spend: columnOf(rows, days, 'spend'),
  }
}

/** Rows of a table as series of creatives; rows of the same creative, stratum and day are added up. */
export function groupSeries(rows: readonly SeriesRow[]): {
  readonly objects: readonly WatchedObject[]
  readonly notes: readonly Note[]
} {
  const problems = rows.flatMap((row) => {
    const problem = problemOf(row)
    return problem === null ? [] : [{ row: row.row, problem }]
  })
  const bad = new Set(problems.map(({ row }) => row))
  const good = rows.filter(({ row }) => !bad.has(row))
  let [first, last] = [Infinity, -Infinity]
  for (const { day } of good) {
    first = Math.min(first, day ?? 0)
    last = Math.max(last, day ?? 0)
  }
  if (last - first > LONGEST) {
    throw new PermilleError('input_refused', 'the dates are more than ten years apart', {
      remedy: 'correct or remove the dates that are wrong',
    })
  }
  const objects = [...Map.groupBy(good, ({ creative }) => creative)].map(([key, own]) => ({
    key,
    name: key,
    places: [...Map.groupBy(own, ({ network = '', stratum = '' }) => JSON.stringify([network, stratum]))].map(
      ([place, at]) => placeOf(place, at),
    ),
  }))
  return { objects, notes: [...leftOutNote(problems), ...repeatedNote(good), ...endedNetworks(objects)] }
}
