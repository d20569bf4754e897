import type { FactorColumns } from './factor-columns.ts'
import type { Contrast } from './factor-posterior.ts'

type Pair = readonly [number, number]

/** Contrasts of log rates over combinations of levels, every level of a factor counting the same. */
export class FactorContrasts {
  private readonly columns: FactorColumns
  private readonly sizes: readonly number[]
  private readonly pairs: readonly Pair[]
  private readonly average: Contrast

  constructor(columns: FactorColumns, sizes: readonly number[], pairs: readonly Pair[]) {
    this.columns = columns
    this.sizes = sizes
    this.pairs = pairs
    this.average = this.profile(sizes.map(() => null))
  }

  /** A level against the average of its factor, whatever the other factors are. */
  level(factor: number, level: number): Contrast {
    return difference(this.profile(this.sizes.map((_, f) => (f === factor ? level : null))), this.average)
  }

  /** A combination against the average one. */
  combination(levels: readonly number[]): Contrast {
    return difference(this.profile(levels), this.average)
  }

  /** What a pair of levels has beyond its two effects. */
  pair([f, g]: Pair, [l, m]: Pair): Contrast {
    const contrast = new Map<number, number>()
    const rows = this.sizes[f] ?? 1
    const columns = this.sizes[g] ?? 1
    for (let a = 0; a < rows; a++) {
      for (let b = 0; b < columns; b++) {
        const k = this.columns.at([f, g], [a, b])
        if (k !== undefined) contrast.set(k, (Number(a === l) - 1 / rows) * (Number(b === m) - 1 / columns))
      }
    }
    return contrast
  }

  /** Mean log rate with some levels fixed and the mean over those that are null. */
  private profile(levels: readonly (number | null)[]): Contrast {
    const sum = new Map<number, number>()
    const add = (factors: readonly number[], at: readonly number[], weight: number) => {
      const k = this.columns.at(factors, at)
      if (k !== undefined) sum.set(k, (sum.get(k) ?? 0) + weight)
    }
    const choices = this.sizes.map((size, f) => {
      const fixed = levels[f] ?? null
      return fixed === null ? Array.from({ length: size }, (_, l) => l) : [fixed]
    })
    choices.forEach((own, f) => {
      for (const l of own) add([f], [l], 1 / own.length)
    })
    for (const [f, g] of this.pairs) {
      const [first = [], second = []] = [choices[f], choices[g]]
      for (const l of first) for (const m of second) add([f, g], [l, m], 1 / (first.length * second.length))
    }
    return sum
  }
}

function difference(one: Contrast, other: Contrast): Contrast {
  const result = new Map(one)
  for (const [k, weight] of other) result.set(k, (result.get(k) ?? 0) - weight)
  return result
}
