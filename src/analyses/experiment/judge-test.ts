import type { Reason } from '#schema/answer/rank-answer.ts'
import type { CheckedTest } from '#schema/answer/test-check-answer.ts'
import {
  type ArmBelief,
  type Computed,
  type DesignLabel,
  factorText,
  isComputed,
  planExperiment,
  sharedDays,
} from '#stats/index.ts'
import { armRatio } from './arm-ratio.ts'
import type { GroupedArm } from './group-arms.ts'

export interface JudgeOptions {
  readonly hasDays: boolean
  readonly lift: number
  readonly alpha: number
  readonly smallestEffect: number
  readonly phi: number
  readonly days: number
  /** How it was decided who sees which arm. */
  readonly label: DesignLabel
}

export type Judgement = Pick<CheckedTest, 'verdict' | 'winner' | 'ahead'> & {
  readonly reasons: readonly Reason[]
}

const MINIMUM_DAYS = 7
const SURELY_BEST = 0.9
const LONGEST_WAIT = 3650

function keepRunning(...reasons: readonly Reason[]): Judgement {
  return { verdict: 'keep_running', winner: null, ahead: null, reasons }
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
  const { hasDays, lift, phi, days, smallestEffect, label } = options
  if (!isComputed(beliefs)) {
    const { code, notComputed } = beliefs
    return code === 'not_comparable'
      ? {
          verdict: 'invalid',
          winner: null,
          ahead: null,
          reasons: [{ code: 'not_comparable', message: `Not comparable: ${notComputed}.` }],
        }
      : keepRunning({ code: 'no_conversions', message: 'No arm has converted yet.' })
  }
  const alpha = options.alpha / (arms.length - 1)
  const chance = (k: number) => beliefs[k]?.probabilityBest ?? 0
  const lead = [...arms.keys()].reduce((best, k) => (chance(k) > chance(best) ? k : best), 0)
  const leader = arms[lead]
  if (leader === undefined) return keepRunning()
  const rivals = arms.filter((_, k) => k !== lead)
  const ratios = rivals.map((arm) => armRatio(leader.cells, arm.cells, { hasDays, lift, phi, alpha }))
  const low = Math.min(...ratios.map((ratio) => ratio.low))
  const high = Math.max(...ratios.map((ratio) => ratio.high ?? Number.POSITIVE_INFINITY))
  const together = hasDays ? daysTogether(leader, rivals) : days
  const tooShort: readonly Reason[] = hasDays ? shortRun(together, days, leader.name) : []
  const probability = chance(lead)
  if (low > 1 && probability >= SURELY_BEST) {
    const share = probability > 0.99 ? 'above 99' : Math.round(probability * 100)
    const by = `every other arm, each by a factor of at least ${factorText(low)}; the probability that it is the best is ${share} %`
    if (label === 'observational') {
      const reason: Reason = {
        code: 'ahead_of_every_arm',
        message: `${leader.name} is ahead of ${by}. The network chose who saw which arm, so nothing has won; a test with equal delivery can tell.`,
      }
      return tooShort.length > 0
        ? keepRunning(...tooShort, reason)
        : { verdict: 'ahead', winner: null, ahead: leader.name, reasons: [reason] }
    }
    if (tooShort.length > 0)
      return keepRunning(...tooShort, {
        code: 'beats_every_arm',
        message: `So far ${leader.name} beats ${by}.`,
      })
    return {
      verdict: 'winner',
      winner: leader.name,
      ahead: null,
      reasons: [{ code: 'beats_every_arm', message: `${leader.name} won: it beats ${by}.` }],
    }
  }
  if (low >= 1 / (1 + smallestEffect) && high <= 1 + smallestEffect && tooShort.length === 0) {
    return {
      verdict: 'no_meaningful_difference',
      winner: null,
      ahead: null,
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

/** Days on which the leader ran beside the arm it has met least. */
function daysTogether(leader: GroupedArm, rivals: readonly GroupedArm[]): number {
  const own = { id: leader.name, cells: leader.cells }
  return rivals.reduce(
    (least, { name, cells }) => Math.min(least, sharedDays(own, { id: name, cells })),
    Number.POSITIVE_INFINITY,
  )
}

function shortRun(together: number, days: number, leader: string): Reason[] {
  if (together >= MINIMUM_DAYS) return []
  const message =
    days < MINIMUM_DAYS
      ? `It has run ${days} of at least ${MINIMUM_DAYS} complete days; weekdays differ.`
      : `${leader} has run beside every other arm on ${together} of at least ${MINIMUM_DAYS} days.`
  return [{ code: 'minimum_run', message }]
}
