import type { CodedAnswer } from '#warehouse/coded-answer.ts'
import type { SqlRow } from '#warehouse/warehouse.ts'
import { placeOfRow } from './place.ts'

/** The sums of one place's rows, as far as settling needs them. */
export interface Tally {
  /** The sum of a column, or `null` when no row has it. */
  sum(column: string): number | null
  /** The same over the rows that have another column too. */
  sumBeside(column: string, beside: string): number | null
}

/** Network of rows that name none. */
export const NO_NETWORK = ''

class RowTally implements Tally {
  readonly #rows: readonly SqlRow[]

  constructor(rows: readonly SqlRow[]) {
    this.#rows = rows
  }

  sum(column: string): number | null {
    return this.sumBeside(column, column)
  }

  sumBeside(column: string, beside: string): number | null {
    let sum: number | null = null
    for (const row of this.#rows) {
      const value = row[column]
      if (typeof value === 'number' && typeof row[beside] === 'number') sum = (sum ?? 0) + value
    }
    return sum
  }
}

/** Tallies of rows by place. */
export function tallyRows(rows: readonly SqlRow[]): ReadonlyMap<string, Tally> {
  const byPlace = Map.groupBy(rows, placeOfRow)
  return new Map([...byPlace].map(([place, own]) => [place, new RowTally(own)]))
}

class CodedTally implements Tally {
  readonly #numbers: CodedAnswer['numbers']
  readonly #rows: Int32Array

  constructor(numbers: CodedAnswer['numbers'], rows: Int32Array) {
    this.#numbers = numbers
    this.#rows = rows
  }

  sum(column: string): number | null {
    return this.sumBeside(column, column)
  }

  sumBeside(column: string, beside: string): number | null {
    const values = this.#numbers[column]
    const others = this.#numbers[beside]
    if (values === undefined || others === undefined) return null
    let sum: number | null = null
    for (const row of this.#rows) {
      const value = values[row] ?? Number.NaN
      if (!(Number.isNaN(value) || Number.isNaN(others[row] ?? Number.NaN))) sum = (sum ?? 0) + value
    }
    return sum
  }
}

/** Tallies of a coded answer by the place of each code. */
export function tallyCoded(
  codes: Int32Array,
  places: readonly string[],
  numbers: CodedAnswer['numbers'],
): ReadonlyMap<string, Tally> {
  const rows = new Map<string, number[]>()
  for (const [row, code] of codes.entries()) {
    const place = places[code] ?? NO_NETWORK
    const known = rows.get(place)
    if (known === undefined) rows.set(place, [row])
    else known.push(row)
  }
  return new Map([...rows].map(([place, own]) => [place, new CodedTally(numbers, Int32Array.from(own))]))
}
