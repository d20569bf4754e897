import { type Computed, isComputed, notComputed } from '../not-computed.ts'
import { combinationsOf } from './combinations.ts'
import { FactorColumns } from './factor-columns.ts'
import { FactorContrasts } from './factor-contrasts.ts'
import { carriedPairs, type FactorDesign, factorDesign } from './factor-design.ts'
import { type Contrast, FactorPosterior } from './factor-posterior.ts'
import { FactorLikelihood } from './factor-test.ts'
import { fitOverSpreads, type SpreadFit } from './fit-over-spreads.ts'
import type {
  Combination,
  FactorInput,
  FactorInteraction,
  FactorReading,
  FactorSpread,
  LevelEffect,
} from './types.ts'

const LEVEL = 0.95
const DRAWS = 4_000

/**
 * What the parts of arms do to their rates, from contrasts inside days, strata and tests only: a log-linear quasi-Poisson
 * model with normal priors on levels, on their interactions, and on what an arm has beyond its parts.
 */
export function readFactors(input: FactorInput): Computed<FactorReading> {
  const refused = refusal(input)
  if (refused !== null) return refused
  const design = factorDesign(input)
  if (!isComputed(design)) return design
  const pairs = carriedPairs(design)
  const columns = new FactorColumns(design.levels, pairs)
  const tests = design.tests.map(({ arms, levels, phi }) => ({
    likelihood: new FactorLikelihood(arms, phi),
    columns: levels.map((own) => columns.of(own)),
  }))
  if (design.tests.every(({ arms }) => arms.every(({ cells }) => cells.every((c) => c.conversions === 0))))
    return notComputed('no_conversions', 'no arm has converted yet')
  const fits = fitOverSpreads(
    tests,
    columns.columns.map(({ factors }) => factors.length > 1),
  )
  if (fits === null) return notComputed('did_not_converge', 'the effects could not be computed')
  return answer(input, design, columns, fits)
}

function refusal({ tests, level = LEVEL }: FactorInput) {
  if (!(level > 0 && level < 1)) return notComputed('invalid_setting', 'the level lies between 0 and 1')
  for (const { arms, phi } of tests) {
    if (!(phi >= 1 && phi < Infinity)) return notComputed('invalid_setting', 'φ is at least 1')
    for (const { cells } of arms)
      for (const { exposure: n, conversions: c } of cells)
        if (!(n >= 0 && c >= 0 && n < Infinity && c < Infinity && (n > 0 || c === 0)))
          return notComputed('invalid_counts', 'an arm has counts that cannot be used')
  }
  return null
}

function answer(
  { factors: names, random, level = LEVEL }: FactorInput,
  design: FactorDesign,
  columns: FactorColumns,
  fits: readonly SpreadFit[],
): FactorReading {
  const { levels, tests } = design
  const sizes = levels.map((own) => own.length)
  const contrasts = new FactorContrasts(columns, sizes, carriedPairs(design))
  const posterior = new FactorPosterior(fits)
  const draws = posterior.draws(DRAWS, random)
  const nameOf = (f: number) => names[design.factors[f] ?? 0] ?? ''
  const byLevel = levels.map((own, f) => own.map((_, l) => contrasts.level(f, l)))
  const effects = levels.flatMap((own, f) => {
    const best = probabilitiesOfBest(byLevel[f] ?? [], draws)
    return own.map(
      (name, l): LevelEffect => ({
        factor: nameOf(f),
        level: name,
        ...countsOf(design, f, l),
        ...posterior.ratio(byLevel[f]?.[l] ?? new Map(), level),
        probabilityBest: best[l] ?? 0,
      }),
    )
  })
  const tried = tests.flatMap((test) => test.levels)
  const seen = new Set(tried.map((own) => own.join(' ')))
  const merit = byLevel.map((own) => {
    const ratios = own.map((contrast) => posterior.ratio(contrast, level).ratio)
    return [...own.keys()].sort((a, b) => (ratios[b] ?? 0) - (ratios[a] ?? 0))
  })
  const { list, someLeftOut } = combinationsOf(sizes, tried, merit)
  const ofCombination = list.map((own) => contrasts.combination(own))
  const best = combinationProbabilities(list, columns, draws)
  const combinations = list
    .map(
      (own, k): Combination => ({
        levels: own.map((l, f) => levels[f]?.[l] ?? ''),
        tried: seen.has(own.join(' ')),
        ...posterior.ratio(ofCombination[k] ?? new Map(), level),
        probabilityBest: best[k] ?? 0,
      }),
    )
    .sort((a, b) => b.probabilityBest - a.probabilityBest || b.ratio - a.ratio)
  return {
    factors: design.factors.map((_, f) => nameOf(f)),
    tests: tests.length,
    arms: tried.length,
    effects,
    interactions: interactionsOf(design, contrasts, posterior, { nameOf, level, tried }),
    combinations,
    someLeftOut,
    spread: meanSpread(fits),
    constant: design.constant.map((f) => names[f] ?? ''),
    aliased: design.aliased.map(([f, g]) => [nameOf(f), nameOf(g)]),
    armsWithoutLevel: design.armsWithoutLevel,
    level,
  }
}

function interactionsOf(
  { pairs, levels }: FactorDesign,
  contrasts: FactorContrasts,
  posterior: FactorPosterior,
  facts: {
    readonly nameOf: (f: number) => string
    readonly level: number
    readonly tried: readonly (readonly number[])[]
  },
): FactorInteraction[] {
  return pairs.map(({ pair, carried }): FactorInteraction => {
    const [f, g] = pair
    const factors = [facts.nameOf(f), facts.nameOf(g)] as const
    if (!isComputed(carried)) return { factors, pairs: carried }
    const seen = new Set(facts.tried.map((own) => `${own[f]} ${own[g]}`))
    const effects = (levels[f] ?? []).flatMap((first, l) =>
      (levels[g] ?? []).map((second, m) => ({
        levels: [first, second] as const,
        tried: seen.has(`${l} ${m}`),
        ...posterior.ratio(contrasts.pair(pair, [l, m]), facts.level),
      })),
    )
    return { factors, pairs: effects }
  })
}

function countsOf({ tests }: FactorDesign, factor: number, level: number) {
  const own = tests.flatMap(({ arms, levels }) => arms.filter((_, k) => levels[k]?.[factor] === level))
  const sum = (field: 'exposure' | 'conversions') =>
    own.reduce((total, { cells }) => total + cells.reduce((s, cell) => s + cell[field], 0), 0)
  return { arms: own.length, exposure: sum('exposure'), conversions: sum('conversions') }
}

function probabilitiesOfBest(contrasts: readonly Contrast[], draws: readonly Float64Array[]): number[] {
  const own = contrasts.map((contrast) => [...contrast])
  return shareOfBest(contrasts.length, draws, (draw, k) => {
    let sum = 0
    for (const [i, weight] of own[k] ?? []) sum += weight * (draw[i] ?? 0)
    return sum
  })
}

function combinationProbabilities(
  list: readonly (readonly number[])[],
  columns: FactorColumns,
  draws: readonly Float64Array[],
): number[] {
  const own = list.map((levels) => columns.of(levels))
  return shareOfBest(list.length, draws, (draw, k) => {
    let sum = 0
    for (const i of own[k] ?? []) sum += draw[i] ?? 0
    return sum
  })
}

function shareOfBest(
  count: number,
  draws: readonly Float64Array[],
  value: (draw: Float64Array, k: number) => number,
): number[] {
  const wins = new Array<number>(count).fill(0)
  for (const draw of draws) {
    let best = 0
    let top = Number.NEGATIVE_INFINITY
    for (let k = 0; k < count; k++) {
      const own = value(draw, k)
      if (own > top) [best, top] = [k, own]
    }
    wins[best] = (wins[best] ?? 0) + 1 / draws.length
  }
  return wins
}

function meanSpread(fits: readonly SpreadFit[]): FactorSpread {
  const mean = (field: keyof FactorSpread) =>
    fits.reduce((sum, { weight, spread }) => sum + weight * spread[field], 0)
  return { main: mean('main'), interaction: mean('interaction'), arm: mean('arm') }
}
