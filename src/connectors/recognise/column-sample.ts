/** What the sample cells of one column look like. */
export interface ColumnSample {
  readonly filled: number
  readonly numeric: boolean
  /** Cells that are no numbers, where most are. */
  readonly unreadable: readonly string[] | null
  readonly dates: boolean
  /** Whole numbers from 1 to 31 only: a day of the month, not a date. */
  readonly monthDays: boolean
  readonly values: readonly string[]
}

const NULLS = new Set(['', '-', '--', 'n/a', 'null', 'none'])
const NUMBER = /^[^\p{L}\d]*[+-]?[\d.,\s'’]*\d[^\p{L}\d]*$/u
const DATE =
  /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\p{L}{3,9}\.? \d{1,2},? \d{4}|\d{1,2}\.? \p{L}{3,9}\.? \d{4})(?:$|[ T,])/u
const COMPACT_DATE = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/
const EARLIEST_SERIAL = 36_526
const LATEST_SERIAL = 55_153

function isDate(value: string): boolean {
  if (DATE.test(value) || COMPACT_DATE.test(value)) return true
  const serial = /^\d{5}$/.test(value) ? Number(value) : 0
  return serial >= EARLIEST_SERIAL && serial <= LATEST_SERIAL
}

/** Looks at the filled cells of a column. */
export function sampleColumn(rows: readonly (readonly string[])[], index: number): ColumnSample {
  const values = rows
    .map((row) => row[index]?.trim() ?? '')
    .filter((value) => !NULLS.has(value.toLowerCase()))
  const isNumber = (value: string) => NUMBER.test(value) && !DATE.test(value)
  const others = values.filter((value) => !isNumber(value))
  const every = (test: (value: string) => boolean) => values.length > 0 && values.every(test)
  return {
    filled: values.length,
    numeric: every(isNumber),
    unreadable: others.length * 2 < values.length ? [...new Set(others)] : null,
    dates: every(isDate),
    monthDays: every((value) => /^\d{1,2}$/.test(value) && Number(value) >= 1 && Number(value) <= 31),
    values,
  }
}
