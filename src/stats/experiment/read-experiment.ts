import { eBenjaminiHochberg } from '../multiplicity/e-benjamini-hochberg.ts'
import { type Computed, isComputed, notComputed } from '../not-computed.ts'
import { topTwoAllocation } from './allocation.ts'
import { type ArmBelief, armBeliefs } from './arm-beliefs.ts'
import { armOverlap, sharedDays } from './arm-overlap.ts'
import type { ArmSpread } from './arm-spread.ts'
import { type BayesianReading, bayesianReading } from './bayesian-reading.ts'
import { comparableCounts } from './comparable-counts.ts'
import { daysToPlan, totalOf } from './days-to-plan.ts'
import { horizonBoundaries } from './declared-horizon.ts'
import { type DesignLabel, labelOf } from './design-label.ts'
import { checkDesignedSplit } from './designed-split.ts'
import { dispersionOverLooks, type LookDispersion } from './dispersion-over-looks.ts'
import type { ExperimentArm, ExperimentInput } from './experiment-input.ts'
import { type Finding, overlapFindings, trimFindings } from './findings.ts'
import { type FixedHorizonReading, fixedHorizonReading } from './fixed-horizon.ts'
import { pairCells } from './paired-cells.ts'
import { type PeekSafeReading, peekSafeReading } from './peek-safe.ts'
import { learnTestSpread } from './read-tests.ts'
import type { SplitReading } from './split-periods.ts'
import { trimArm } from './trim-arm.ts'
import { type Verdict, verdictOf } from './verdict.ts'

export interface ArmReading {
  readonly id: string
  readonly exposure: number
  readonly conversions: number
  /** Days on which it ran beside the control. */
  readonly days: number
  readonly peekSafe: PeekSafeReading
  readonly rejected: boolean
  readonly fixedHorizon: Computed<FixedHorizonReading>
  /** |z| needed at the latest declared look, and whether it is reached. */
  readonly declaredHorizon: Computed<{ readonly boundary: number; readonly rejected: boolean }>
  readonly bayesian: BayesianReading
}

export interface ExperimentReading {
  /** Arms other than the control, each against the control. */
  readonly arms: readonly ArmReading[]
  /** Of all arms, control first: rates on the test's mix shrunk towards each other, P(best), expected loss. */
  readonly beliefs: Computed<readonly ArmBelief[]>
  readonly probabilityBest: Computed<readonly number[]>
  /** Suggested shares of tomorrow, control first. */
  readonly allocation: Computed<readonly number[]>
  readonly sampleRatio: Computed<SplitReading>
  /** Over-dispersion that was used, and that of every look so far. */
  readonly phi: number
  readonly looks: readonly LookDispersion[]
  /** Spread of arms that was used for P(best), and where it is from. */
  readonly spread: { readonly cv: number; readonly source: 'default' | 'given' | 'earlier tests' }
  readonly label: DesignLabel
  /** What was left out, and where arms did not run side by side. */
  readonly findings: readonly Finding[]
  readonly days: number
  readonly verdict: Verdict
  /** True when somebody may stop for cost: the expected loss of the leader is below a tenth of the smallest effect. */
  readonly cheapToStop: boolean
}

const DEFAULT_CV = 0.3

/** A test read at one moment from the counts of its complete days: any past date gives the reading of that date. */
export function readExperiment(given: ExperimentInput): Computed<ExperimentReading> {
  const refused = refusal(given)
  if (refused !== null) return refused
  const trimmed = given.arms.map(withoutTraces).map(({ id, cells }) => ({ id, ...trimArm(cells, given) }))
  const looks = dispersionOverLooks(trimmed, {
    planned: given.phi,
    ...(given.accountPhi === undefined ? {} : { account: given.accountPhi }),
  })
  const phi = looks.at(-1)?.phi ?? given.phi
  const input = { ...given, arms: trimmed, phi }
  const { alpha = 0.05, smallestEffect = 0.1, minimumDays = 7, lift, design } = input
  const [control, ...others] = input.arms
  if (control === undefined) return notComputed('only_one_creative', 'a test needs two arms')
  const spread = spreadOf(input)
  const readings = others.map((arm) => {
    const cells = pairCells(arm.cells, control.cells)
    return { arm, cells, peekSafe: peekSafeReading(cells, { lift, phi, alpha }) }
  })
  const rejected = eBenjaminiHochberg(
    readings.map(({ peekSafe }) => peekSafe.eValue),
    alpha,
  )
  const boundary = lastBoundary(input, alpha)
  const deviation = spread.source === 'default' ? Math.log1p(lift) : Math.sqrt(2 * Math.log1p(spread.cv ** 2))
  const arms = readings.map(({ arm, cells, peekSafe }, k): ArmReading => {
    const fixedHorizon = fixedHorizonReading(cells, { phi, alpha })
    return {
      id: arm.id,
      exposure: totalOf(arm, 'exposure'),
      conversions: totalOf(arm, 'conversions'),
      days: sharedDays(arm, control),
      peekSafe,
      rejected: rejected[k] ?? false,
      fixedHorizon,
      declaredHorizon: isComputed(boundary)
        ? { boundary, rejected: isComputed(fixedHorizon) && Math.abs(fixedHorizon.z) >= boundary }
        : boundary,
      bayesian: bayesianReading(cells, { deviation, phi }),
    }
  })
  const days = new Set(input.arms.flatMap((arm) => arm.cells.map((cell) => cell.day))).size
  const counts = comparableCounts(input.arms, phi)
  const beliefs = isComputed(counts) ? armBeliefs(counts, spread.nodes) : counts
  const probabilityBest = isComputed(beliefs) ? beliefs.map((belief) => belief.probabilityBest) : beliefs
  const sampleRatio = checkDesignedSplit(input)
  const label = input.label ?? labelOf(design)
  const findings = [...trimFindings(trimmed), ...placeFindings(input.arms, arms)]
  const invalid = findings.filter(({ severity }) => severity === 'invalid').map(({ message }) => message)
  if (isComputed(sampleRatio) && sampleRatio.flagged) invalid.push('impressions were not split as designed')
  const verdict = verdictOf({
    arms: arms.map((arm, k) => ({
      id: arm.id,
      rejected: arm.rejected,
      low: arm.peekSafe.low,
      high: arm.peekSafe.high,
      probabilityBest: isComputed(probabilityBest) ? (probabilityBest[k + 1] ?? 0) : 0,
      days: arm.days,
    })),
    invalid,
    days,
    minimumDays,
    smallestEffect,
    moreDays: daysToPlan(input, days),
    label,
  })
  return {
    arms,
    beliefs,
    probabilityBest,
    allocation: isComputed(probabilityBest) ? topTwoAllocation(probabilityBest) : probabilityBest,
    sampleRatio,
    phi,
    looks,
    spread: { cv: spread.cv, source: spread.source },
    label,
    findings,
    days,
    verdict,
    cheapToStop: arms.every(
      (arm) => Math.min(arm.bayesian.lossOfFirst, arm.bayesian.lossOfSecond) < smallestEffect / 10,
    ),
  }
}

function refusal({ arms, phi, lift, cv = DEFAULT_CV }: ExperimentInput) {
  if (arms.length < 2) return notComputed('only_one_creative', 'a test needs two arms')
  if (!(phi >= 1 && lift > 0))
    return notComputed('invalid_setting', 'a test needs a planned lift above 0 and φ of at least 1')
  if (!(cv > 0 && cv < Infinity)) return notComputed('invalid_setting', 'the spread of arms must be above 0')
  for (const arm of arms) {
    for (const { exposure: n, conversions: c, day, users = 0 } of arm.cells) {
      const counts = [n, c, users]
      if (!(counts.every((count) => count >= 0 && count < Infinity) && Number.isInteger(day)))
        return notComputed('invalid_counts', `arm ${arm.id} has counts that cannot be used on day ${day}`)
    }
  }
  return null
}

/** Counts below 1e-6 are taken as 0. */
function withoutTraces(arm: ExperimentArm): ExperimentArm {
  const settled = (x: number) => (x > 0 && x < 1e-6 ? 0 : x)
  const cells = arm.cells.map((cell) => ({
    ...cell,
    exposure: settled(cell.exposure),
    conversions: settled(cell.exposure) === 0 && cell.exposure > 0 ? 0 : settled(cell.conversions),
  }))
  return { ...arm, cells }
}

function placeFindings(arms: readonly ExperimentArm[], readings: readonly ArmReading[]): Finding[] {
  const found = overlapFindings(arms, armOverlap(arms), {
    hasDays: true,
    hasStrata: arms.some(({ cells }) => cells.some(({ stratum }) => stratum !== undefined)),
  })
  if (found.some(({ severity }) => severity === 'invalid')) return found
  const apart = readings.filter(({ days }) => days === 0).map(({ id }) => id)
  if (apart.length === 0) return found
  const message = `${apart.join(', ')} never ran beside the control, so there is nothing to compare.`
  return [...found, { code: 'no_overlap', severity: 'invalid', message }]
}

function spreadOf({ earlierTests = [], cv }: ExperimentInput) {
  const learnt = learnTestSpread(earlierTests)
  if (isComputed(learnt)) {
    // The typical rate of other tests, perhaps of other events, says nothing about this one's.
    const nodes: ArmSpread = { ...learnt, population: null }
    return { nodes, cv: learnt.cv, source: 'earlier tests' as const }
  }
  const known = cv ?? DEFAULT_CV
  const nodes: ArmSpread = { nodes: [{ cv: known, weight: 1 }], cv: known, population: null }
  return { nodes, cv: known, source: cv === undefined ? ('default' as const) : ('given' as const) }
}

function lastBoundary(input: ExperimentInput, alpha: number): Computed<number> {
  const looks = input.declaredLooks
  if (looks === undefined || looks.length === 0)
    return notComputed('no_plan', 'the end of the test was not fixed in its plan')
  const boundary = horizonBoundaries(looks, alpha / (input.arms.length - 1)).at(-1)
  return boundary === undefined || boundary === Number.POSITIVE_INFINITY
    ? notComputed('not_enough_data', 'too little of the planned information to decide at this look')
    : boundary
}
