import type { CsvCell } from '#schema/csv.ts'

const text = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** The rows in the order of a value; what has none comes last either way. */
export function sortRecords<Row>(
  rows: readonly Row[],
  read: (row: Row) => CsvCell,
  descending: boolean,
): readonly Row[] {
  const sign = descending ? -1 : 1
  return rows.toSorted((one, other) => {
    const [a, b] = [read(one), read(other)]
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b)
    return sign * text.compare(String(a), String(b))
  })
}
