import type { Reason } from '#schema/answer/rank-answer.ts'
import type { CheckedTest } from '#schema/answer/test-check-answer.ts'
import { type ArmBelief, type Computed, isComputed, planExperiment } from '#stats/index.ts'
import { armRatio } from './arm-ratio.ts'
import type { GroupedArm } from './group-arms.ts'

export interface JudgeOptions {
  readonly hasDays: boolean
  readonly lift: number
  readonly alpha: number
  readonly smallestEffect: number
  readonly phi: number
  readonly days: number
}

export type Judgement = Pick<CheckedTest, 'verdict' | 'winner'> & { readonly reasons: readonly Reason[] }

const MINIMUM_DAYS = 7
const SURELY_BEST = 0.9
const LONGEST_WAIT = 3650

function keepRunning(...reasons: readonly Reason[]): Judgement {
  return { verdict: 'keep_running', winner: null, reasons }
}

/** Impressions per arm to the planned information, and days at the pace so far. */
function stillNeeded(arms: readonly GroupedArm[], options: JudgeOptions): Reason {
  const { lift, alpha, phi, days, hasDays } = options
  const plan = planExperiment({ lift, alpha, phi, arms: arms.length })
  const planned = hasDays ? plan.peekSafeConversions : plan.controlConversions
  const least = arms.reduce((a, b) => ((b.conversions ?? 0) < (a.conversions ?? 0) ? b : a))
  const missing = planned - (least.conversions ?? 0)
  const goal = `a lift of ${Math.round(lift * 1000) / 10} %`
  if (missing <= 0) {
    return {
      code: 'planned_size_reached',
      message: `The size planned for ${goal} is reached; what is still open is smaller than that.`,
    }
  }
  const conversions = `${Math.ceil(missing)} more conversions in ${least.name}`
  if (!((least.conversions ?? 0) > 0) || !((least.impressions ?? 0) > 0))
    return { code: 'below_planned_size', message: `To find ${goal} it needs ${conversions}.` }
  const impressions = Math.ceil((missing * (least.impressions ?? 0)) / (least.conversions ?? 1))
  const wait = Math.max(Math.ceil((missing * days) / (least.conversions ?? 1)), MINIMUM_DAYS - days)
  const pace =
    !hasDays || wait > LONGEST_WAIT ? '' : `: about ${wait} more ${wait === 1 ? 'day' : 'days'} at this pace`
  return {
    code: 'below_planned_size',
    message: `To find ${goal} it needs ${conversions}, about ${impressions} impressions${pace}.`,
  }
}

/**
 * The verdict on a test whose counts can be used. The table names no control, so the arm most likely best must beat each
 * other one, at the error rate divided by their number: whichever arm is truly best, naming another one stays below it.
 */
export function judgeTest(
  arms: readonly GroupedArm[],
  beliefs: Computed<readonly ArmBelief[]>,
  options: JudgeOptions,
): Judgement {
  const { hasDays, lift, phi, days, smallestEffect } = options
  if (!isComputed(beliefs)) {
    const { code, notComputed } = beliefs
    return code === 'not_comparable'
      ? {
          verdict: 'invalid',
          winner: null,
          reasons: [{ code: 'not_comparable', message: `Not comparable: ${notComputed}.` }],
        }
      : keepRunning({ code: 'no_conversions', message: 'No arm has converted yet.' })
  }
  const alpha = options.alpha / (arms.length - 1)
  const chance = (k: number) => beliefs[k]?.probabilityBest ?? 0
  const lead = [...arms.keys()].reduce((best, k) => (chance(k) > chance(best) ? k : best), 0)
  const leader = arms[lead]
  if (leader === undefined) return keepRunning()
  const ratios = arms
    .filter((_, k) => k !== lead)
    .map((arm) => armRatio(leader.cells, arm.cells, { hasDays, lift, phi, alpha }))
  const low = Math.min(...ratios.map((ratio) => ratio.low))
  const high = Math.max(...ratios.map((ratio) => ratio.high ?? Number.POSITIVE_INFINITY))
  const tooShort: readonly Reason[] =
    hasDays && days < MINIMUM_DAYS
      ? [
          {
            code: 'minimum_run',
            message: `It has run ${days} of at least ${MINIMUM_DAYS} complete days; weekdays differ.`,
          },
        ]
      : []
  const probability = chance(lead)
  if (low > 1 && probability >= SURELY_BEST) {
    const share = probability > 0.99 ? 'above 99' : Math.round(probability * 100)
    const beats: Reason = {
      code: 'beats_every_arm',
      message: `${leader.name} beats every other arm, each by a factor of at least ${low.toFixed(2)}; the probability that it is the best is ${share} %.`,
    }
    return tooShort.length > 0
      ? keepRunning(...tooShort, beats)
      : { verdict: 'winner', winner: leader.name, reasons: [beats] }
  }
  if (low >= 1 / (1 + smallestEffect) && high <= 1 + smallestEffect && tooShort.length === 0) {
    return {
      verdict: 'no_meaningful_difference',
      winner: null,
      reasons: [
        {
          code: 'all_arms_alike',
          message: `Every arm is within ${Math.round(smallestEffect * 100)} % of ${leader.name}.`,
        },
      ],
    }
  }
  return keepRunning(...tooShort, stillNeeded(arms, options))
}
