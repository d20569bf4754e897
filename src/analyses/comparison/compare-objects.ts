import type { CompareAnswer, ComparedObject, PairComparison } from '#schema/answer/compare-answer.ts'
import type { Reason, RowTarget } from '#schema/answer/rank-answer.ts'
import type { Note } from '#schema/note.ts'
import { targetReached } from '#schema/target-reached.ts'
import {
  type CommonRatio,
  type Comparison,
  type Computed,
  compareCreatives,
  type Heterogeneity,
  type Interval,
  isComputed,
  nonInferiority,
  notComputed,
  type RankedCreative,
  rankCreatives,
} from '#stats/index.ts'
import type { ObjectEvidence } from '../evidence/gather-evidence.ts'
import type { StrataEvidence } from '../evidence/gather-strata.ts'

export type ComparedObjects = Pick<CompareAnswer, 'objects' | 'comparisons' | 'orders' | 'notes'>

const WEAK_OVERLAP = 0.05
const SMALLEST_EFFECT = 0.1
const ONE_SIDED_LEVEL = 0.95
/** p below which a ratio is said to differ between places. */
const SURELY_DIFFERENT = 0.01

/** The value, or `null` with the reason noted under its field. */
function read<T>(reasons: Record<string, string>, field: string, value: Computed<T>): T | null {
  if (isComputed(value)) return value
  reasons[field] = value.notComputed
  return null
}

function intervalOf(interval: Interval | null): Interval | null {
  return interval === null ? null : { low: interval.low, high: interval.high, level: interval.level }
}

function comparedObject(
  object: ObjectEvidence,
  ranked: RankedCreative | undefined,
  target: RowTarget | null,
): ComparedObject {
  const why: Record<string, string> = {}
  const missing = notComputed('no_exposure', 'no impressions known')
  const rate = read(why, 'rate', ranked?.rate ?? missing)
  if (rate === null && why.rate !== undefined) why.perMille = why.rate
  for (const field of ['impressions', 'conversions'] as const)
    if (object[field] === null) why[field] = object.unknown[field] ?? 'nobody reports it'
  const interval = read(why, 'interval', ranked?.interval ?? missing)
  const adjusted = ranked !== undefined && isComputed(ranked.adjusted) ? ranked.adjusted : null
  return {
    key: object.key,
    name: object.name,
    impressions: object.impressions,
    conversions: object.conversions,
    rate,
    perMille: rate === null ? null : rate * 1000,
    interval,
    adjusted: adjusted?.rate ?? read(why, 'adjusted', ranked?.shrunk ?? missing),
    adjustedInterval: intervalOf(
      adjusted ?? read(why, 'adjustedInterval', ranked?.posteriorInterval ?? missing),
    ),
    probabilityBest: read(why, 'probabilityBest', ranked?.probabilityBest ?? missing),
    target,
    targetReached: targetReached(target, interval),
    notComputed: why,
  }
}

function neededOf({ conversionsNeeded }: Comparison, second: ObjectEvidence | undefined) {
  const { impressions = null, conversions = null, daily } = second ?? {}
  if (!(impressions !== null && impressions > 0 && conversions !== null && conversions > 0))
    return { conversions: conversionsNeeded, impressions: null, days: null }
  const missing = Math.ceil((conversionsNeeded * impressions) / conversions)
  const days = daily?.impressions.filter((shown) => shown > 0).length ?? 0
  return {
    conversions: conversionsNeeded,
    impressions: missing,
    days: days === 0 ? null : Math.ceil((missing * days) / impressions),
  }
}

function heterogeneityOf({ q, degreesOfFreedom, pValue, kappa, byStratum }: Heterogeneity) {
  return {
    q,
    degreesOfFreedom,
    pValue,
    kappa,
    byStratum: byStratum.map(({ stratum, ratio, low, high }) => ({ stratum, ratio, low, high })),
  }
}

/** What is to be said of places that disagree: where the ratio is lowest and highest for sure. */
function placesDiffer(found: Heterogeneity | null): Reason[] {
  if (found === null || found.pValue >= SURELY_DIFFERENT) return []
  const byLow = found.byStratum.toSorted((a, b) => b.low - a.low)
  const byHigh = found.byStratum.toSorted((a, b) => (a.high ?? Infinity) - (b.high ?? Infinity))
  const [most, least] = [byLow[0], byHigh[0]]
  if (most === undefined || least === undefined) return []
  const places = `${least.ratio.toFixed(2)} in ${least.stratum}, ${most.ratio.toFixed(2)} in ${most.stratum}`
  return [
    {
      code: 'places_differ',
      message: `The ratio is not the same everywhere (${places}); the one shown is an average, and its interval too narrow.`,
    },
  ]
}

function nonInferiorityOf({ ratio, logVariance }: CommonRatio, margin: number) {
  const test = (own: number) => {
    const { bound, holds } = nonInferiority(own, logVariance, margin, ONE_SIDED_LEVEL)
    return { bound, holds }
  }
  return { margin, level: ONE_SIDED_LEVEL, first: test(ratio), second: test(1 / ratio) }
}

function pairComparison(
  pair: Comparison,
  byKey: ReadonlyMap<string, ObjectEvidence>,
  margin: number,
): PairComparison {
  const why: Record<string, string> = {}
  const weak = pair.overlap < WEAK_OVERLAP
  const nameOf = (key: string) => byKey.get(key)?.name ?? key
  const notComparable = {
    notComputed: `not comparable: ${nameOf(pair.first)} and ${nameOf(pair.second)} hardly ran in the same places`,
    code: 'not_comparable',
  } as const
  const adjusted = read(why, 'ratio', weak ? notComparable : pair.adjusted)
  if (adjusted === null) why.interval = why.probabilityBetter = why.nonInferiority = why.ratio ?? ''
  const differs = read(why, 'heterogeneity', weak ? notComparable : pair.heterogeneity)
  const reasons: Reason[] = []
  if (weak) reasons.push({ code: 'not_comparable', message: `${notComparable.notComputed}.` })
  if (pair.simpson) {
    reasons.push({
      code: 'mix_misleads',
      message: `Plain rates say the opposite: ${nameOf(pair.first)} and ${nameOf(pair.second)} ran in different places.`,
    })
  }
  reasons.push(...placesDiffer(differs))
  const needed = neededOf(pair, byKey.get(pair.second))
  if (needed.impressions === null) why['needed.impressions'] = 'its rate is not known yet'
  if (needed.days === null) why['needed.days'] = 'its pace is not known'
  return {
    first: pair.first,
    second: pair.second,
    comparable: adjusted !== null,
    ratio: adjusted?.ratio ?? null,
    interval: adjusted === null ? null : { low: adjusted.low, high: adjusted.high, level: adjusted.level },
    probabilityBetter:
      adjusted === null ? null : adjusted.ratio > 1 ? 1 - adjusted.pValue / 2 : adjusted.pValue / 2,
    qValue: read<number>(why, 'qValue', weak ? notComparable : pair.qValue),
    pooledRatio: read(why, 'pooledRatio', pair.pooled)?.ratio ?? null,
    overlap: pair.overlap,
    simpson: pair.simpson && adjusted !== null,
    heterogeneity: differs === null ? null : heterogeneityOf(differs),
    nonInferiority: adjusted === null ? null : nonInferiorityOf(adjusted, margin),
    needed,
    reasons,
    notComputed: why,
  }
}

function byRate(objects: readonly ComparedObject[], field: 'rate' | 'adjusted'): string[] {
  return objects
    .filter((object) => object[field] !== null)
    .toSorted((a, b) => (b[field] ?? 0) - (a[field] ?? 0) || a.key.localeCompare(b.key))
    .map(({ key }) => key)
}

/** Objects compared in pairs, over the places both ran in. */
export function compareObjects(
  given: readonly ObjectEvidence[],
  strata: StrataEvidence,
  event: string,
  { targets, margin }: { readonly targets: ReadonlyMap<string, RowTarget>; readonly margin: number },
): ComparedObjects {
  const repeatable = event !== 'install' && !event.startsWith('unique.')
  const input = {
    creatives: strata.creatives,
    repeatable,
    networks: strata.networks,
    ...(strata.mix === undefined ? {} : { mix: strata.mix }),
  }
  const compared = compareCreatives({ ...input, smallestEffect: SMALLEST_EFFECT })
  const ranked = rankCreatives(input)
  const byKey = new Map(given.map((object) => [object.key, object]))
  const rankedBy = new Map(ranked.creatives.map((creative) => [creative.id, creative]))
  const objects = given.map((object) =>
    comparedObject(object, rankedBy.get(object.key), targets.get(object.key) ?? null),
  )
  const main = new Set(ranked.creatives.filter(({ component }) => component === 0).map(({ id }) => id))
  const notes: Note[] = ranked.notes
    .filter(({ code }) => code !== 'equal_cpm')
    .map(({ code, sentence }) => ({ code, message: sentence, severity: 'info' }))
  for (const { id, reason } of compared.refused) {
    notes.push({
      code: 'refused',
      severity: 'warning',
      message: `${byKey.get(id)?.name ?? id} is not compared: ${reason.notComputed}.`,
    })
  }
  notes.push({
    code: 'observational',
    severity: 'info',
    message: `The networks chose who saw what, so nothing here has “won”; a test with an even split can say that.${compared.scope > 1 ? ` q-values are over ${compared.scope} comparisons.` : ''}`,
  })
  return {
    objects,
    comparisons: compared.comparisons.map((pair) => pairComparison(pair, byKey, margin)),
    orders: {
      pooled: byRate(objects, 'rate'),
      adjusted: byRate(
        objects.filter(({ key }) => main.has(key)),
        'adjusted',
      ),
    },
    notes,
  }
}
