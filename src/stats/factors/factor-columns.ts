/** What one column of the model stands for: a level of a factor, or a pair of levels of two. */
export interface FactorColumn {
  readonly factors: readonly number[]
  readonly levels: readonly number[]
}

/** Levels as numbers, and a column for each of them and for each pair of the given pairs of factors. */
export class FactorColumns {
  readonly columns: readonly FactorColumn[]
  private readonly index: ReadonlyMap<string, number>
  private readonly terms: readonly (readonly number[])[]

  constructor(levels: readonly (readonly string[])[], pairs: readonly (readonly [number, number])[]) {
    this.terms = [...levels.map((_, f) => [f]), ...pairs]
    const columns: FactorColumn[] = []
    for (const factors of this.terms) {
      const [f = 0, g] = factors
      for (const l of (levels[f] ?? []).keys()) {
        if (g === undefined) columns.push({ factors, levels: [l] })
        else for (const m of (levels[g] ?? []).keys()) columns.push({ factors, levels: [l, m] })
      }
    }
    this.columns = columns
    this.index = new Map(columns.map((column, k) => [keyOf(column.factors, column.levels), k]))
  }

  /** Columns that are 1 for a combination of levels. */
  of(levels: readonly number[]): number[] {
    return this.terms.flatMap((factors) => {
      const column = this.index.get(
        keyOf(
          factors,
          factors.map((f) => levels[f] ?? 0),
        ),
      )
      return column === undefined ? [] : [column]
    })
  }

  at(factors: readonly number[], levels: readonly number[]): number | undefined {
    return this.index.get(keyOf(factors, levels))
  }
}

function keyOf(factors: readonly number[], levels: readonly number[]): string {
  return `${factors.join(' ')}:${levels.join(' ')}`
}
