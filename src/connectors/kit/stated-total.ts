import type { Cells } from './cells.ts'

/** Column that marks a row as what the source itself says the others add up to. */
export const TOTAL_MARK = 'permille_total'

/** Cells of an answer that hold the source’s own total, told apart from its rows. */
export function markTotal<Record extends object>(cells: Record): Record & { readonly [TOTAL_MARK]: string } {
  return { ...cells, [TOTAL_MARK]: 'total' }
}

const MILLIONTHS = 1e6

/** Totals of several answers added up: a slice may take several requests. */
export class StatedTotal {
  readonly #sums = new Map<string, number>()

  /** Takes a row that is marked; whether it was. */
  take(cells: Cells): boolean {
    const { [TOTAL_MARK]: mark = null, ...numbers } = cells
    if (mark === null) return false
    this.add(numbers)
    return true
  }

  /** Adds a row’s numbers; its texts, an account’s name or currency, are not summed. */
  add(cells: Cells): void {
    for (const [column, cell] of Object.entries(cells)) {
      const amount = cell === null || cell.trim() === '' ? Number.NaN : Number(cell)
      if (Number.isFinite(amount)) this.#sums.set(column, (this.#sums.get(column) ?? 0) + amount)
    }
  }

  /**
   * The total of these columns as a row that is marked; `null` where the source stated none of them. Only columns that
   * rows have: one more would make up for one that is missing in every row. Where there was no row, all that are not 0.
   */
  row(columns: ReadonlySet<string>): Cells | null {
    const isBare = columns.size === 0
    const sums = [...this.#sums].filter(([column, sum]) => (isBare ? sum !== 0 : columns.has(column)))
    if (sums.length === 0) return null
    const texts = sums.map(([column, sum]) => [column, String(Math.round(sum * MILLIONTHS) / MILLIONTHS)])
    return markTotal(Object.fromEntries(texts))
  }
}
