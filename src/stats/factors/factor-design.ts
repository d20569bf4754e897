import { type Computed, isComputed, notComputed } from '../not-computed.ts'
import { contrastProducts, contrastRank } from './contrast-rank.ts'
import { FactorColumns } from './factor-columns.ts'
import type { FactorArm, FactorInput } from './types.ts'

export interface DesignedTest {
  readonly arms: readonly FactorArm[]
  /** Level of each kept factor, as a number, of each arm. */
  readonly levels: readonly (readonly number[])[]
  readonly phi: number
}

export interface FactorDesign {
  readonly tests: readonly DesignedTest[]
  /** Kept factors by their place among those given, and the names of their levels. */
  readonly factors: readonly number[]
  readonly levels: readonly (readonly string[])[]
  readonly constant: readonly number[]
  readonly armsWithoutLevel: number
  readonly aliased: readonly (readonly [number, number])[]
  /** Every pair of kept factors: whether its interaction is in the model, or why it is not. */
  readonly pairs: readonly { readonly pair: readonly [number, number]; readonly carried: Computed<true> }[]
}

const MOST_COLUMNS = 250
const MOST_ARMS = 150
const CONVERSIONS_PER_CONTRAST = 10

/** What the arms' factors can tell: which vary inside tests, which cannot be told apart, which interactions are carried. */
export function factorDesign({ factors, tests }: FactorInput): Computed<FactorDesign> {
  const complete = tests.map(({ arms, phi }) => ({
    phi,
    arms: arms.filter(
      ({ levels, cells }) =>
        levels.every((level) => level !== null) && cells.some(({ exposure }) => exposure > 0),
    ),
  }))
  const shown = tests.flatMap(({ arms }) =>
    arms.filter(({ cells }) => cells.some(({ exposure }) => exposure > 0)),
  )
  const usable = complete.filter(({ arms }) => arms.length > 1)
  const armsWithoutLevel = shown.filter(({ levels }) => levels.includes(null)).length
  if (usable.length === 0)
    return notComputed('only_one_creative', 'no test has two arms whose factors are all named')
  if (usable.some(({ arms }) => arms.length > MOST_ARMS))
    return notComputed('invalid_setting', `a test with factors may have ${MOST_ARMS} arms at most`)
  const varies = (f: number) =>
    usable.some(({ arms }) => new Set(arms.map(({ levels }) => levels[f])).size > 1)
  const kept = [...factors.keys()].filter(varies)
  if (kept.length === 0)
    return notComputed(
      'not_enough_data',
      'no factor has two levels inside a test, so nothing can be compared',
    )
  const levels = kept.map((f) => [
    ...new Set(usable.flatMap(({ arms }) => arms.map((arm) => arm.levels[f] ?? ''))),
  ])
  const count = levels.reduce((sum, own) => sum + own.length, 0)
  if (count > MOST_COLUMNS) {
    return notComputed(
      'invalid_setting',
      `the factors have ${count} levels; up to ${MOST_COLUMNS} can be read, and only levels that recur teach anything`,
    )
  }
  const designed = usable.map(
    ({ arms, phi }): DesignedTest => ({
      arms,
      phi,
      levels: arms.map((arm) => kept.map((f, k) => levels[k]?.indexOf(arm.levels[f] ?? '') ?? 0)),
    }),
  )
  return {
    tests: designed,
    factors: kept,
    levels,
    constant: [...factors.keys()].filter((f) => !kept.includes(f)),
    armsWithoutLevel,
    ...relations(designed, levels),
  }
}

function relations(
  tests: readonly DesignedTest[],
  levels: readonly (readonly string[])[],
): Pick<FactorDesign, 'aliased' | 'pairs'> {
  const all = pairsOf(levels.length)
  const mains = new FactorColumns(levels, [])
  const ranks = rankOf(tests, mains)
  const ofFactor = (f: number) => [...mains.columns.keys()].filter((k) => mains.columns[k]?.factors[0] === f)
  const own = levels.map((_, f) => ranks(ofFactor(f)))
  const aliased = all.filter(
    ([f, g]) => ranks([...ofFactor(f), ...ofFactor(g)]) < (own[f] ?? 0) + (own[g] ?? 0),
  )
  const conversions = tests.reduce(
    (sum, { arms, phi }) =>
      sum + arms.reduce((s, { cells }) => s + cells.reduce((c, cell) => c + cell.conversions, 0), 0) / phi,
    0,
  )
  const base = ranks([...mains.columns.keys()])
  let columns = mains.columns.length
  const pairs = all.map((pair) => {
    const [f, g] = pair
    const size = (levels[f]?.length ?? 0) * (levels[g]?.length ?? 0)
    if (columns + size > MOST_COLUMNS)
      return { pair, carried: notComputed('not_enough_data', 'there are too many pairs of levels') }
    const withPair = new FactorColumns(levels, [pair])
    const rank = rankOf(tests, withPair)([...withPair.columns.keys()])
    if (rank === base) {
      const reason = 'no test shows the same change of one factor under two levels of the other'
      return { pair, carried: notComputed('not_enough_data', reason) }
    }
    if (conversions < CONVERSIONS_PER_CONTRAST * rank) {
      const reason = `it needs about ${CONVERSIONS_PER_CONTRAST * rank} conversions`
      return { pair, carried: notComputed('not_enough_data', reason) }
    }
    columns += size
    return { pair, carried: true as const }
  })
  return { aliased, pairs }
}

function rankOf(
  tests: readonly DesignedTest[],
  columns: FactorColumns,
): (chosen: readonly number[]) => number {
  const products = contrastProducts(
    tests.map(({ levels }) => levels.map((own) => columns.of(own))),
    columns.columns.length,
  )
  return (chosen) => contrastRank(products, chosen)
}

function pairsOf(count: number): (readonly [number, number])[] {
  return Array.from({ length: count }, (_, f) => f).flatMap((f) =>
    Array.from({ length: count - f - 1 }, (_, k) => [f, f + k + 1] as const),
  )
}

/** The pairs whose interactions are in the model. */
export function carriedPairs({ pairs }: FactorDesign): (readonly [number, number])[] {
  return pairs.filter(({ carried }) => isComputed(carried)).map(({ pair }) => pair)
}
