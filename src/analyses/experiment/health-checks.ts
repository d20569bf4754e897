import type { SampleRatio } from '#schema/answer/test-check-answer.ts'
import type { TestArm, TestCheck } from '#schema/answer/test-show-answer.ts'
import type { ProjectTest } from '#schema/project-test.ts'
import { writeCount } from '#schema/write-count.ts'
import { type ExperimentReading, isComputed } from '#stats/index.ts'
import type { FoundArm } from './gather-test.ts'
import { splitMessage } from './split-message.ts'

/** Below this two arms hardly ran in the same places, and nothing is decided on them. */
const WEAK_OVERLAP = 0.05

const percent = (share: number) => `${(100 * share).toFixed(1)} %`

/** The sample ratio as an answer says it. */
export function sampleRatioOf({ sampleRatio }: ExperimentReading): SampleRatio {
  if (isComputed(sampleRatio)) {
    const { pValue, flagged, deviation, basis, logEvidence } = sampleRatio
    const why = logEvidence === null ? { logEvidence: 'users are not known' } : {}
    return { p: pValue, flagged, deviation, basis, logEvidence, notComputed: { ...why } }
  }
  const why = sampleRatio.notComputed
  return {
    p: null,
    flagged: false,
    deviation: null,
    basis: null,
    logEvidence: null,
    notComputed: { p: why, deviation: why, basis: why, logEvidence: why },
  }
}

function splitCheck(reading: ExperimentReading, arms: readonly TestArm[]): TestCheck {
  const unchecked = (why: string): TestCheck => ({
    code: 'sample_ratio',
    state: 'not_checked',
    message: `Split: ${why}.`,
  })
  if (arms.some(({ impressions }) => impressions === 0)) return unchecked('an arm was not shown')
  const split = sampleRatioOf(reading)
  const message = splitMessage(split)
  if (message === null) return unchecked(split.notComputed.p ?? 'there is none to check')
  return { code: 'sample_ratio', state: split.flagged ? 'failed' : 'passed', message }
}

function runCheck({ days }: ExperimentReading, { minimumDays }: ProjectTest): TestCheck {
  const isEnough = days >= minimumDays
  return {
    code: 'minimum_run',
    state: isEnough ? 'passed' : 'warning',
    message: `It has run ${days} of at least ${minimumDays} complete days${isEnough ? '.' : '; weekdays differ.'}`,
  }
}

function overlapCheck(arms: readonly TestArm[]): TestCheck {
  const others = arms.filter(({ overlap }) => overlap !== null)
  const least = Math.min(...others.map(({ overlap }) => overlap ?? 0))
  const weak = others.filter(({ overlap }) => (overlap ?? 0) < WEAK_OVERLAP).map(({ arm }) => arm)
  if (weak.length > 0)
    return {
      code: 'overlap',
      state: 'failed',
      message: `${weak.join(', ')} hardly ran on the same days and in the same places as the control.`,
    }
  return {
    code: 'overlap',
    state: least < 0.5 ? 'warning' : 'passed',
    message: `Arms shared ${percent(least)} or more of their days and places with the control.`,
  }
}

/** Arms that converted more often than they were shown although each impression converts once at most. */
function countChecks(arms: readonly TestArm[], repeatable: boolean): TestCheck[] {
  const wrong = repeatable ? [] : arms.filter(({ impressions, conversions }) => conversions > impressions)
  return wrong
    .filter(({ impressions }) => impressions > 0)
    .map(({ arm, impressions, conversions }) => ({
      code: 'conversions_above_impressions',
      state: 'failed',
      message: `${arm} has ${writeCount(conversions)} conversions of ${writeCount(impressions)} impressions, though each converts once at most.`,
    }))
}

/** Whether a test may be believed: what was checked and what came of it. */
export function healthChecks(
  test: ProjectTest,
  found: readonly FoundArm[],
  reading: ExperimentReading,
  arms: readonly TestArm[],
  repeatable: boolean,
): TestCheck[] {
  const unknown = found.filter((arm) => arm.unknown.length > 0)
  const canOverlap =
    arms.every(({ impressions }) => impressions > 0) &&
    reading.findings.every(({ code }) => code !== 'no_overlap')
  return [
    splitCheck(reading, arms),
    runCheck(reading, test),
    ...countChecks(arms, repeatable),
    ...(canOverlap ? [overlapCheck(arms)] : []),
    ...unknown.map(
      (arm): TestCheck => ({
        code: 'unknown_arm',
        state: arm.keys.length === 0 ? 'failed' : 'warning',
        message: `Nothing delivered so far is called ${arm.unknown.join(', ')} (${arm.arm}).`,
      }),
    ),
    ...reading.findings
      .filter(({ code }) => code !== 'missing_arm' || unknown.length === 0)
      .map(
        ({ code, severity, message }): TestCheck => ({
          code,
          state: severity === 'invalid' ? 'failed' : severity === 'warning' ? 'warning' : 'passed',
          message,
        }),
      ),
  ]
}
