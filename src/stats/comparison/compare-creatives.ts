import type { DispersionModel } from '../dispersion/types.ts'
import { sampleSize } from '../experiment/plan.ts'
import { benjaminiHochberg } from '../multiplicity/benjamini-hochberg.ts'
import { type Computed, isComputed, type NotComputed, notComputed } from '../not-computed.ts'
import { findComponents } from '../ranking/components.ts'
import { measureNoise } from '../ranking/noise.ts'
import { overlap } from '../ranking/overlap.ts'
import { componentPart } from '../ranking/part.ts'
import { stratumMultipliers } from '../ranking/stratum-multipliers.ts'
import { cellTable, mixShares, refusal, withoutTraces } from '../ranking/table.ts'
import type { CreativeEvidence } from '../ranking/types.ts'
import { conditionalRatio } from './conditional-ratio.ts'
import { type Heterogeneity, heterogeneity } from './heterogeneity.ts'
import { type CommonRatio, mantelHaenszelRatio } from './mantel-haenszel.ts'
import { type NonInferiority, nonInferiority } from './non-inferiority.ts'
import type { PairedStratum, Ratio } from './types.ts'

export interface CompareInput {
  readonly creatives: readonly CreativeEvidence[]
  /** Compare all with this one; otherwise every pair. */
  readonly reference?: string
  readonly repeatable: boolean
  readonly history?: DispersionModel
  readonly level?: number
  /** The smallest relative difference that matters, for the sample still needed. Default 0.1. */
  readonly smallestEffect?: number
  readonly margin?: number
}

export interface Comparison {
  readonly first: string
  readonly second: string
  /** Rates pooled over strata. */
  readonly pooled: Computed<Ratio>
  /** Over the strata both were shown in. */
  readonly adjusted: Computed<CommonRatio>
  /** Exact when both were shown in one and the same stratum only. */
  readonly exact: Computed<Ratio>
  readonly overlap: number
  readonly heterogeneity: Computed<Heterogeneity>
  /** q-value over the comparisons of this result. */
  readonly qValue: Computed<number>
  readonly nonInferiority: Computed<NonInferiority>
  /** Pooled and adjusted ratio lie on different sides of 1, and the adjusted one is surely there. */
  readonly simpson: boolean
  readonly phi: number
  /** Conversions of the second still needed to see the smallest effect with 80 % power; 0 when there are enough. */
  readonly conversionsNeeded: number
}

export interface CompareResult {
  readonly comparisons: readonly Comparison[]
  readonly refused: readonly { readonly id: string; readonly reason: NotComputed }[]
  /** How many comparisons the q-values are over. */
  readonly scope: number
}

const SURE_LOW = 0.2

/** Ratios of rates between creatives, adjusted for strata, with intervals, q-values and what still lacks. */
export function compareCreatives(input: CompareInput): CompareResult {
  const refused: { id: string; reason: NotComputed }[] = []
  const accepted = input.creatives.flatMap((given) => {
    const creative = withoutTraces(given)
    const reason = refusal(creative, input.repeatable)
    if (reason === null) return [creative]
    refused.push({ id: creative.id, reason })
    return []
  })
  const noise = measureNoise(accepted, input.history)
  const pairs = pairsOf(accepted, input.reference)
  const multiplier = multipliers(accepted)
  const comparisons = pairs.map(([i, j]) => {
    const first = accepted[i]
    const second = accepted[j]
    if (first === undefined || second === undefined) return null
    return compare(
      first,
      second,
      Math.max(noise.phiContrast[i] ?? 1, 1),
      Math.max(noise.phiContrast[j] ?? 1, 1),
      multiplier,
      input,
    )
  })
  const found = comparisons.filter((comparison) => comparison !== null)
  const tested = found.filter(({ adjusted }) => isComputed(adjusted))
  const q = benjaminiHochberg(tested.map(({ adjusted }) => (isComputed(adjusted) ? adjusted.pValue : 1)))
  const byComparison = new Map(tested.map((comparison, position) => [comparison, q[position] ?? 1]))
  return {
    comparisons: found.map((comparison) => ({
      ...comparison,
      qValue: byComparison.get(comparison) ?? notComputed('not_comparable', 'there is no ratio to test'),
    })),
    refused,
    scope: tested.length,
  }
}

function pairsOf(creatives: readonly CreativeEvidence[], reference: string | undefined): [number, number][] {
  if (reference !== undefined) {
    const at = creatives.findIndex(({ id }) => id === reference)
    return at < 0 ? [] : [...creatives.keys()].filter((i) => i !== at).map((i) => [i, at])
  }
  return creatives.flatMap((_, i) => creatives.slice(i + 1).map((__, k): [number, number] => [i, i + 1 + k]))
}

/** Relative rate of each stratum, so that overlap weighs strata by expected conversions. */
function multipliers(creatives: readonly CreativeEvidence[]): Map<string, number> {
  const table = cellTable(creatives)
  const components = findComponents(table)
  const mix = mixShares(table, undefined)
  const found = new Map<string, number>()
  for (let number = 0; number < components.count; number++) {
    const part = componentPart(table, components, number, mix)
    if (part.strata.length === 0) continue
    const { multiplier } = stratumMultipliers(part)
    part.strata.forEach((s, position) => {
      found.set(table.strata[s] ?? '', multiplier[position] ?? 1)
    })
  }
  return found
}

function compare(
  first: CreativeEvidence,
  second: CreativeEvidence,
  phiFirst: number,
  phiSecond: number,
  multiplier: ReadonlyMap<string, number>,
  input: CompareInput,
): Omit<Comparison, 'qValue'> & { qValue: Computed<number> } {
  const { level = 0.95, smallestEffect = 0.1, margin = 0.1, repeatable } = input
  const strata = pair(first, second)
  const pooledPair = pool(strata)
  const c1 = pooledPair.first.conversions
  const c2 = pooledPair.second.conversions
  // The noise of a ratio is that of both counts: each side's φ weighs as much as its part of the variance.
  const phi =
    c1 > 0 && c2 > 0 ? (phiFirst / c1 + phiSecond / c2) / (1 / c1 + 1 / c2) : Math.max(phiFirst, phiSecond)
  const pooled = conditionalRatio(pooledPair.first, pooledPair.second, { level, phi })
  const adjusted = mantelHaenszelRatio(strata, { level, phi, repeatable })
  const shared = strata.filter((s) => s.first.exposure > 0 && s.second.exposure > 0)
  const expected = (side: 'first' | 'second') =>
    strata.map((s) => s[side].exposure * (multiplier.get(s.stratum) ?? 1))
  const missing = notComputed('not_comparable', 'there is no ratio to test')
  return {
    first: first.id,
    second: second.id,
    pooled,
    adjusted,
    exact:
      strata.length === 1 && shared.length === 1
        ? conditionalRatio(pooledPair.first, pooledPair.second, { level })
        : notComputed('not_comparable', 'exact only for two creatives in one and the same stratum'),
    overlap: overlap(expected('first'), expected('second')),
    heterogeneity: heterogeneity(strata, phi),
    qValue: missing,
    nonInferiority: isComputed(adjusted)
      ? nonInferiority(adjusted.ratio, adjusted.logVariance, margin)
      : missing,
    simpson:
      isComputed(pooled) &&
      isComputed(adjusted) &&
      (pooled.ratio - 1) * (adjusted.ratio - 1) < 0 &&
      adjusted.pValue <= SURE_LOW,
    phi,
    conversionsNeeded: stillNeeded(pooledPair, phi, smallestEffect),
  }
}

function pair(first: CreativeEvidence, second: CreativeEvidence): PairedStratum[] {
  const strata = new Map<
    string,
    { first: { conversions: number; exposure: number }; second: { conversions: number; exposure: number } }
  >()
  for (const [side, creative] of [
    ['first', first],
    ['second', second],
  ] as const) {
    for (const cell of creative.cells) {
      const known = strata.get(cell.stratum) ?? {
        first: { conversions: 0, exposure: 0 },
        second: { conversions: 0, exposure: 0 },
      }
      known[side].conversions += cell.conversions
      known[side].exposure += cell.exposure
      strata.set(cell.stratum, known)
    }
  }
  return [...strata].map(([stratum, counts]) => ({ stratum, ...counts }))
}

function pool(strata: readonly PairedStratum[]): PairedStratum {
  const sum = (side: 'first' | 'second') => ({
    conversions: strata.reduce((total, s) => total + s[side].conversions, 0),
    exposure: strata.reduce((total, s) => total + s[side].exposure, 0),
  })
  return { stratum: '', first: sum('first'), second: sum('second') }
}

function stillNeeded(pooled: PairedStratum, phi: number, smallestEffect: number): number {
  const needed = sampleSize({
    lift: smallestEffect,
    phi,
    allocation: pooled.first.exposure / pooled.second.exposure,
  })
  return Math.max(0, needed - Math.floor(pooled.second.conversions))
}
