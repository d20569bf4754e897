import { DuckDBDoubleVector, DuckDBListVector, type DuckDBVector } from '@duckdb/node-api'
import type { SqlCell } from '../warehouse.ts'
import { readValue } from './read-value.ts'

function readList(lists: DuckDBListVector, numbers: DuckDBDoubleVector, place: number): SqlCell {
  const start = lists.getEntryOffset(place)
  const length = lists.getEntryLength(place)
  const list = new Float64Array(length)
  for (let index = 0; index < length; index += 1) list[index] = numbers.getItem(start + index) ?? 0
  return list
}

/**
 * The values of a column of a chunk. Lists of numbers are read where they lie, since an answer by day has
 * millions of them; such a list is never NULL.
 */
export function readVector(vector: DuckDBVector): readonly SqlCell[] {
  const numbers =
    vector instanceof DuckDBListVector && vector.childVector instanceof DuckDBDoubleVector
      ? { lists: vector, of: vector.childVector }
      : null
  const values: SqlCell[] = []
  const count = vector.itemCount
  for (let place = 0; place < count; place += 1)
    values.push(
      numbers === null ? readValue(vector.getItem(place)) : readList(numbers.lists, numbers.of, place),
    )
  return values
}
