import type { Reason } from '#schema/answer/rank-answer.ts'
import type { TestArm, TestCheck } from '#schema/answer/test-show-answer.ts'
import type { DeclaredVerdict } from '#schema/answer/test-state.ts'
import type { ProjectTest } from '#schema/project-test.ts'
import { type ExperimentReading, factorText } from '#stats/index.ts'

/** What is to be said of a test, why, and what to do next. */
export interface ProjectJudgement {
  readonly verdict: DeclaredVerdict
  readonly leader: string | null
  readonly moreDays: number | null
  readonly reasons: readonly Reason[]
  readonly nextStep: string
}

const MISSING = new Set(['unknown_arm', 'missing_arm', 'never_shown', 'nothing_shown'])

const factor = (low: number, high: number | null) =>
  `a factor between ${factorText(low)} and ${high === null ? 'any' : factorText(high)}`

const inDays = (days: number) => `about ${days} more ${days === 1 ? 'day' : 'days'}`

function invalid(failed: readonly TestCheck[]): ProjectJudgement {
  const reasons = failed.map(({ code, message }) =>
    code === 'sample_ratio' ? { code: 'split_not_as_designed', message } : { code, message },
  )
  const isMissing = failed.every(({ code }) => MISSING.has(code))
  return {
    verdict: 'invalid',
    leader: null,
    moreDays: null,
    reasons,
    nextStep: isMissing
      ? 'Check the names of the arms, and whether they are delivered.'
      : 'Find out why, then start a new test.',
  }
}

function won(reading: ExperimentReading, arms: readonly TestArm[], control: string): ProjectJudgement | null {
  const { verdict, winner, ahead } = reading.verdict
  const leader = winner ?? ahead
  const arm = arms.find((candidate) => candidate.arm === leader)
  if ((verdict !== 'winner' && verdict !== 'ahead') || arm === undefined || arm.sequence === null) return null
  const by = factor(arm.sequence.low, arm.sequence.high)
  return verdict === 'winner'
    ? {
        verdict: 'winner',
        leader: arm.arm,
        moreDays: 0,
        reasons: [{ code: 'beats_control', message: `${arm.arm} won: it beats ${control} by ${by}.` }],
        nextStep: `Scale ${arm.arm}.`,
      }
    : aheadOnly(arm.arm, `${arm.arm} is ahead of ${control} by ${by}`)
}

function aheadOnly(leader: string, what: string): ProjectJudgement {
  return {
    verdict: 'ahead',
    leader,
    moreDays: 0,
    reasons: [
      {
        code: 'ahead_of_control',
        message: `${what}; the networks chose who saw which arm, so nothing has won.`,
      },
    ],
    nextStep: `Shift budget to ${leader} with care, or prove it with an even split.`,
  }
}

/** The control, where every other arm is below it at all looks. */
function controlWon(
  reading: ExperimentReading,
  arms: readonly TestArm[],
  { control, minimumDays }: ProjectTest,
): ProjectJudgement | null {
  const others = arms.filter((arm) => !arm.control)
  const isBelow = ({ rejected, sequence }: TestArm) => rejected === true && (sequence?.high ?? 2) < 1
  const ranLongEnough = reading.arms.every(({ days }) => days >= minimumDays)
  if (others.length === 0 || !ranLongEnough || !others.every(isBelow)) return null
  const most = Math.max(...others.map(({ sequence }) => sequence?.high ?? 1))
  const what = `every other arm is below ${control}, by a factor of ${factorText(most)} or less`
  if (reading.label === 'observational') return aheadOnly(control, `${control} is ahead: ${what}`)
  return {
    verdict: 'winner',
    leader: control,
    moreDays: 0,
    reasons: [{ code: 'control_beats_all', message: `${control} won: ${what}.` }],
    nextStep: `Keep ${control} and stop the other arms.`,
  }
}

function undecided(
  reading: ExperimentReading,
  arms: readonly TestArm[],
  test: ProjectTest,
  hasEnded: boolean,
): ProjectJudgement {
  const { days, cheapToStop } = reading
  const { moreDays } = reading.verdict
  const reasons: Reason[] = []
  if (days < test.minimumDays)
    reasons.push({
      code: 'minimum_run',
      message: `It has run ${days} of at least ${test.minimumDays} complete days; weekdays differ.`,
    })
  for (const { arm, rejected, sequence } of arms)
    if (rejected === true && (sequence?.high ?? 2) < 1)
      reasons.push({
        code: 'arm_below_control',
        message: `${arm} is below ${test.control}; it may be stopped.`,
      })
  const goal = `a lift of ${Math.round(test.lift * 1000) / 10} %`
  const isReached = moreDays === 0
  if (isReached)
    reasons.push({
      code: 'planned_size_reached',
      message: `The size planned for ${goal} is reached; what is still open is smaller than that.`,
    })
  else
    reasons.push({
      code: 'below_planned_size',
      message:
        moreDays === null
          ? `It is below the size planned for ${goal}, and its pace is not known yet.`
          : `To find ${goal} it needs ${inDays(moreDays)} at this pace.`,
    })
  const best = arms.reduce((a, b) => ((b.probabilityBest ?? 0) > (a.probabilityBest ?? 0) ? b : a))
  const cheap =
    cheapToStop && days >= test.minimumDays && best.probabilityBest !== null
      ? ` Choosing ${best.arm} now would cost little on average.`
      : ''
  const wait = moreDays === null ? 'Keep running.' : `Keep running, ${inDays(moreDays)}.`
  const next = hasEnded
    ? 'It ended undecided: plan a longer test, or take the cheapest arm.'
    : isReached
      ? 'Stop, or plan for a smaller lift.'
      : wait
  return { verdict: 'keep_running', leader: null, moreDays, reasons, nextStep: `${next}${cheap}` }
}

/** The verdict on a test that was read: only a designed split lets an arm win. */
export function judgeProjectTest(
  reading: ExperimentReading,
  arms: readonly TestArm[],
  checks: readonly TestCheck[],
  test: ProjectTest,
  hasEnded: boolean,
): ProjectJudgement {
  const failed = checks.filter(({ state }) => state === 'failed')
  if (failed.length > 0) return invalid(failed)
  const decided = won(reading, arms, test.control) ?? controlWon(reading, arms, test)
  if (decided !== null) return decided
  if (reading.verdict.verdict === 'no_meaningful_difference') {
    const percent = Math.round(test.smallestEffect * 100)
    return {
      verdict: 'no_meaningful_difference',
      leader: null,
      moreDays: 0,
      reasons: [{ code: 'all_arms_alike', message: `Every arm is within ${percent} % of ${test.control}.` }],
      nextStep: 'Stop, and take the cheapest arm.',
    }
  }
  return undecided(reading, arms, test, hasEnded)
}
