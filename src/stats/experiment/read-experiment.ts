import { eBenjaminiHochberg } from '../multiplicity/e-benjamini-hochberg.ts'
import { type Computed, isComputed, notComputed } from '../not-computed.ts'
import { bestArm } from '../ranking/best-arm.ts'
import { findComponents } from '../ranking/components.ts'
import { componentPart } from '../ranking/part.ts'
import { stratumMultipliers } from '../ranking/stratum-multipliers.ts'
import { cellTable, mixShares } from '../ranking/table.ts'
import { topTwoAllocation } from './allocation.ts'
import { type BayesianReading, bayesianReading } from './bayesian-reading.ts'
import { horizonBoundaries } from './declared-horizon.ts'
import { type FixedHorizonReading, fixedHorizonReading } from './fixed-horizon.ts'
import type { PairedCell } from './paired-likelihood.ts'
import { type PeekSafeReading, peekSafeReading } from './peek-safe.ts'
import { planExperiment } from './plan.ts'
import { dailySampleRatioCheck, type SampleRatioCheck } from './sample-ratio.ts'
import { type Verdict, verdictOf } from './verdict.ts'

// Beyond this a number of days is not an answer.
const LONGEST_WAIT = 3_650

/** Counts of one arm on one complete day (a running integer) in one stratum. */
export interface ExperimentCell {
  readonly day: number
  readonly stratum?: string
  readonly exposure: number
  readonly conversions: number
}

export interface ExperimentArm {
  readonly id: string
  readonly cells: readonly ExperimentCell[]
}

export interface ExperimentInput {
  /** The first arm is the control. */
  readonly arms: readonly ExperimentArm[]
  /** Planned relative lift, and the over-dispersion of contrasts, which must not fall from look to look. */
  readonly lift: number
  readonly phi: number
  readonly alpha?: number
  readonly power?: number
  readonly smallestEffect?: number
  readonly minimumDays?: number
  /** Designed shares of the arms in their order; null when the split was free to change. */
  readonly design: readonly number[] | null
  /** Looks so far as shares of the planned information, only when the end was fixed in the plan. */
  readonly declaredLooks?: readonly number[]
  /** Spread of arms' rates known from earlier tests. Default 0.3. */
  readonly cv?: number
}

export interface ArmReading {
  readonly id: string
  readonly exposure: number
  readonly conversions: number
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
  /** Of all arms, control first. */
  readonly probabilityBest: Computed<readonly number[]>
  /** Suggested shares of tomorrow, control first. */
  readonly allocation: Computed<readonly number[]>
  readonly sampleRatio: Computed<SampleRatioCheck>
  readonly days: number
  readonly verdict: Verdict
  /** True when somebody may stop for cost: the expected loss of the leader is below a tenth of the smallest effect. */
  readonly cheapToStop: boolean
}

/** A test read at one moment from the counts of its complete days: any past date gives the reading of that date. */
export function readExperiment(given: ExperimentInput): Computed<ExperimentReading> {
  const input = { ...given, arms: given.arms.map(withoutTraces) }
  const { alpha = 0.05, smallestEffect = 0.1, minimumDays = 7, phi, lift } = input
  const control = input.arms[0]
  if (control === undefined || input.arms.length < 2)
    return notComputed('only_one_creative', 'a test needs two arms')
  if (!(phi >= 1 && lift > 0))
    return notComputed('invalid_setting', 'a test needs a planned lift above 0 and φ of at least 1')
  for (const arm of input.arms) {
    for (const { exposure: n, conversions: c, day } of arm.cells) {
      if (!(n >= 0 && c >= 0 && n < Infinity && c < Infinity && Number.isInteger(day))) {
        return notComputed('invalid_counts', `arm ${arm.id} has counts that cannot be used on day ${day}`)
      }
    }
  }
  const others = input.arms.slice(1)
  const readings = others.map((arm) => {
    const cells = pairCells(arm, control)
    return { arm, cells, peekSafe: peekSafeReading(cells, { lift, phi, alpha }) }
  })
  const rejected = eBenjaminiHochberg(
    readings.map(({ peekSafe }) => peekSafe.eValue),
    alpha,
  )
  const boundary = lastBoundary(input, alpha)
  const arms = readings.map(({ arm, cells, peekSafe }, k): ArmReading => {
    const fixedHorizon = fixedHorizonReading(cells, { phi, alpha })
    return {
      id: arm.id,
      exposure: total(arm, 'exposure'),
      conversions: total(arm, 'conversions'),
      peekSafe,
      rejected: rejected[k] ?? false,
      fixedHorizon,
      declaredHorizon: isComputed(boundary)
        ? { boundary, rejected: isComputed(fixedHorizon) && Math.abs(fixedHorizon.z) >= boundary }
        : boundary,
      bayesian: bayesianReading(cells, { deviation: Math.log1p(lift), phi }),
    }
  })
  const days = new Set(input.arms.flatMap((arm) => arm.cells.map((cell) => cell.day))).size
  const probabilityBest = probabilitiesOfBest(input)
  const sampleRatio = checkSplit(input)
  const invalid =
    isComputed(sampleRatio) && sampleRatio.flagged ? ['impressions were not split as designed'] : []
  for (const arm of input.arms)
    if (total(arm, 'exposure') === 0) invalid.push(`arm ${arm.id} was never shown`)
  const verdict = verdictOf({
    arms: arms.map((arm, k) => ({
      id: arm.id,
      rejected: arm.rejected,
      low: arm.peekSafe.low,
      high: arm.peekSafe.high,
      probabilityBest: isComputed(probabilityBest) ? (probabilityBest[k + 1] ?? 0) : 0,
    })),
    invalid,
    days,
    minimumDays,
    smallestEffect,
    moreDays: daysToPlan(input, days),
  })
  return {
    arms,
    probabilityBest,
    allocation: isComputed(probabilityBest) ? topTwoAllocation(probabilityBest) : probabilityBest,
    sampleRatio,
    days,
    verdict,
    cheapToStop: arms.every(
      (arm) => Math.min(arm.bayesian.lossOfFirst, arm.bayesian.lossOfSecond) < smallestEffect / 10,
    ),
  }
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

function total(arm: ExperimentArm, field: 'exposure' | 'conversions'): number {
  return arm.cells.reduce((sum, cell) => sum + cell[field], 0)
}

function key(cell: ExperimentCell): string {
  return `${cell.day} ${cell.stratum ?? ''}`
}

function pairCells(arm: ExperimentArm, control: ExperimentArm): PairedCell[] {
  const cells = new Map<
    string,
    { firstConversions: number; secondConversions: number; firstExposure: number; secondExposure: number }
  >()
  const at = (cell: ExperimentCell) => {
    const known = cells.get(key(cell)) ?? {
      firstConversions: 0,
      secondConversions: 0,
      firstExposure: 0,
      secondExposure: 0,
    }
    cells.set(key(cell), known)
    return known
  }
  for (const cell of arm.cells) {
    at(cell).firstConversions += cell.conversions
    at(cell).firstExposure += cell.exposure
  }
  for (const cell of control.cells) {
    at(cell).secondConversions += cell.conversions
    at(cell).secondExposure += cell.exposure
  }
  return [...cells.values()]
}

/** P(best) over all arms from contrasts inside days only: the split may have changed between days. */
function probabilitiesOfBest(input: ExperimentInput): Computed<readonly number[]> {
  const table = cellTable(
    input.arms.map((arm) => ({
      id: arm.id,
      cells: arm.cells.map((cell) => ({
        stratum: key(cell),
        exposure: cell.exposure,
        conversions: cell.conversions,
      })),
    })),
  )
  const components = findComponents(table)
  if (components.creative.some((component) => component !== 0)) {
    return notComputed('not_comparable', 'the arms share no day on which both converted')
  }
  const part = componentPart(table, components, 0, mixShares(table, undefined))
  if (part.strata.length === 0) return notComputed('no_conversions', 'no arm has converted yet')
  const { multiplier } = stratumMultipliers(part)
  const shape = (input.cv ?? 0.3) ** -2
  let conversions = 0
  let exposure = 0
  const counts = input.arms.map((_, i) => {
    let c = 0
    let e = 0
    for (let k = part.start[i] ?? 0; k < (part.start[i + 1] ?? 0); k++) {
      c += part.conversions[k] ?? 0
      e += (part.exposure[k] ?? 0) * (multiplier[part.stratum[k] ?? 0] ?? 0)
    }
    conversions += c
    exposure += e
    return { c: c / input.phi, e: e / input.phi }
  })
  const rate = (shape * exposure) / conversions
  const { probabilityBest } = bestArm(
    Float64Array.from(counts, ({ c }) => shape + c),
    Float64Array.from(counts, ({ e }) => rate + e),
  )
  return [...probabilityBest]
}

function checkSplit(input: ExperimentInput): Computed<SampleRatioCheck> {
  const { design } = input
  if (design === null || design.length !== input.arms.length) {
    return notComputed('no_plan', 'no split was designed, so there is none to check')
  }
  const sum = design.reduce((a, b) => a + b, 0)
  const byDay = new Map<number, number[]>()
  input.arms.forEach((arm, k) => {
    for (const cell of arm.cells) {
      const day = byDay.get(cell.day) ?? new Array<number>(design.length).fill(0)
      day[k] = (day[k] ?? 0) + cell.exposure
      byDay.set(cell.day, day)
    }
  })
  if (byDay.size === 0) return notComputed('no_exposure', 'nothing was shown yet')
  return dailySampleRatioCheck(
    [...byDay.values()],
    design.map((share) => share / sum),
  )
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

function daysToPlan(input: ExperimentInput, days: number): number | null {
  const control = input.arms[0]
  if (control === undefined || days === 0) return null
  const arms = input.arms.slice(1)
  const shown = total(control, 'exposure')
  const conversions = total(control, 'conversions')
  if (!(shown > 0 && conversions > 0)) return null
  const allocation = arms.reduce((sum, arm) => sum + total(arm, 'exposure'), 0) / arms.length / shown
  if (!(allocation > 0)) return null
  const { peekSafeConversions } = planExperiment({
    lift: input.lift,
    phi: input.phi,
    arms: input.arms.length,
    allocation,
    ...(input.alpha === undefined ? {} : { alpha: input.alpha }),
    ...(input.power === undefined ? {} : { power: input.power }),
  })
  const moreDays = Math.max(0, Math.ceil((peekSafeConversions - conversions) / (conversions / days)))
  return moreDays <= LONGEST_WAIT ? moreDays : null
}
