import type { Reason } from '#schema/answer/rank-answer.ts'
import type { CheckedArm, CheckedTest, TestCheckAnswer } from '#schema/answer/test-check-answer.ts'
import type { Note } from '#schema/note.ts'
import {
  type ArmBelief,
  type Computed,
  isComputed,
  jeffreysInterval,
  measureTestNoise,
  readTests,
  type TestNoise,
} from '#stats/index.ts'
import type { ArmRow } from './arm-row.ts'
import { checkNotes } from './check-notes.ts'
import { checkSplit } from './check-split.ts'
import { type GroupedArm, type GroupedTest, groupArms } from './group-arms.ts'
import { judgeTest } from './judge-test.ts'

export interface CheckOptions {
  /** Whether the table has a column of dates, and one of strata. */
  readonly hasDays: boolean
  readonly hasStrata: boolean
  /** Whether one impression may convert more than once. */
  readonly repeatable: boolean
  readonly lift: number
  readonly alpha: number
  readonly smallestEffect: number
  /** Over-dispersion of the plan, when it was stated. */
  readonly dispersion?: number
}

const LEVEL = 0.95
const SHOWN_PROBLEMS = 5

/** Why a test cannot be judged: its arms, their counts. */
function invalidReasons({ arms }: GroupedTest): Reason[] {
  const problems = arms.flatMap((arm) => arm.problems)
  const shown = problems.slice(0, SHOWN_PROBLEMS)
  if (problems.length > shown.length) {
    shown.push({
      code: 'further_problems',
      message: `${problems.length - shown.length} further rows have the like.`,
    })
  }
  if (arms.length < 2)
    shown.push({
      code: 'only_one_arm',
      message: `There is a single arm, ${arms[0]?.name ?? ''}; a test needs two.`,
    })
  const usable = arms.filter((arm) => arm.problems.length === 0)
  const neverShown = usable.filter(({ impressions }) => impressions === 0)
  if (usable.length > 0 && neverShown.length === usable.length) {
    shown.push({ code: 'nothing_shown', message: 'No arm was shown.' })
  } else {
    for (const { name } of neverShown)
      shown.push({ code: 'never_shown', message: `${name} was never shown.` })
  }
  return shown
}

function checkedArm(
  arm: GroupedArm,
  noise: TestNoise['arms'][number],
  belief: Computed<ArmBelief>,
  repeatable: boolean,
): CheckedArm {
  const { name, impressions, conversions, problems } = arm
  const [problem] = problems
  const why: Record<string, string> = {}
  if (impressions === null) why.impressions = problem?.message ?? 'not a number'
  if (conversions === null) why.conversions = problem?.message ?? 'not a number'
  const isShown = problem === undefined && impressions !== null && conversions !== null && impressions > 0
  if (!isShown) why.rate = why.interval = problem?.message ?? 'It was never shown.'
  if (!isComputed(belief))
    why.shrunk = why.probabilityBest = why.expectedLoss = why.rate ?? belief.notComputed
  return {
    arm: name,
    impressions,
    conversions,
    rate: isShown ? conversions / impressions : null,
    interval: isShown
      ? jeffreysInterval({ conversions, exposure: impressions, repeatable, level: LEVEL, ...noise })
      : null,
    shrunk: isComputed(belief) ? belief.rate : null,
    probabilityBest: isComputed(belief) ? belief.probabilityBest : null,
    expectedLoss: isComputed(belief) ? belief.expectedLoss : null,
    notComputed: why,
  }
}

function testNotes(test: GroupedTest, options: CheckOptions, splits: number): Note[] {
  const notes: Note[] = []
  if (splits > 1) {
    notes.push({
      code: 'changed_split',
      severity: 'info',
      message: `The designed split changed; its ${splits} periods are checked one by one and arms compared inside each.`,
    })
  }
  if (test.repeated > 0) {
    notes.push({
      code: 'repeated_arms',
      severity: 'info',
      message: `Rows that repeat the name of an arm: ${test.repeated}; each is an arm of its own.`,
    })
  }
  const days = new Set(test.arms.flatMap((arm) => arm.cells.map(({ day }) => day)))
  const partly = test.arms.filter((arm) => new Set(arm.cells.map(({ day }) => day)).size < days.size)
  if (options.hasDays && partly.length > 0) {
    notes.push({
      code: 'missing_days',
      severity: 'warning',
      message: `${partly.map(({ name }) => name).join(', ')} did not run on all ${days.size} days; arms are compared only where they ran together.`,
    })
  }
  return notes
}

function checkedTest(
  test: GroupedTest,
  noise: TestNoise,
  beliefs: Computed<readonly ArmBelief[]>,
  options: CheckOptions,
): CheckedTest & { readonly assumedSplit: boolean } {
  const { hasDays, lift, alpha, smallestEffect, repeatable } = options
  const { arms } = test
  const split = checkSplit(arms, hasDays)
  const days = new Set(arms.flatMap((arm) => arm.cells.map(({ day }) => day))).size
  const invalid = invalidReasons(test)
  const { sampleRatio } = split
  if (sampleRatio.flagged) {
    invalid.push({
      code: 'split_not_as_designed',
      message: `Impressions were not split as designed: p = ${(sampleRatio.p ?? 0).toPrecision(2)}, off by up to ${(100 * (sampleRatio.deviation ?? 0)).toFixed(1)} %.`,
    })
  }
  const judged =
    invalid.length > 0
      ? { verdict: 'invalid' as const, winner: null, reasons: invalid }
      : judgeTest(arms, beliefs, { hasDays, lift, alpha, smallestEffect, phi: noise.phi, days })
  return {
    test: test.name,
    arms: arms.map((arm, k) => {
      const belief = isComputed(beliefs) ? beliefs[k] : beliefs
      const none = { notComputed: 'the test cannot be read', code: 'invalid_counts' } as const
      return checkedArm(arm, noise.arms[k] ?? { phi: noise.phi }, belief ?? none, repeatable)
    }),
    sampleRatio,
    verdict: judged.verdict,
    winner: judged.winner,
    days: hasDays ? days : null,
    reasons: [...judged.reasons],
    notes: testNotes(test, options, split.splits),
    assumedSplit: split.assumed,
  }
}

/** Every test of a table of arms: rates, sample ratio and verdict, as far as the columns carry. */
export function checkTests(rows: readonly ArmRow[], options: CheckOptions): TestCheckAnswer {
  const { hasDays, hasStrata, repeatable, dispersion } = options
  const tests = groupArms(rows, { added: hasDays || hasStrata, repeatable })
  const usable = tests.map(
    (test) =>
      test.arms.length > 1 && test.arms.every((arm) => arm.problems.length === 0 && arm.impressions !== 0),
  )
  const cells = tests.map((test) => test.arms.map(({ name, cells }) => ({ id: name, cells })))
  const noise = measureTestNoise(cells, {
    hasDays,
    ...(dispersion === undefined ? {} : { planned: dispersion }),
  })
  const reading = readTests(
    cells.map((arms, t) => ({ arms: usable[t] ? arms : [], phi: noise[t]?.phi ?? 1 })),
  )
  const checked = tests.map((test, t) =>
    checkedTest(
      test,
      noise[t] ?? { phi: 1, arms: [] },
      usable[t] && reading.tests[t] !== undefined
        ? reading.tests[t]
        : {
            notComputed: 'the test has arms that cannot be read, or a single one',
            code: 'only_one_creative',
          },
      options,
    ),
  )
  const notes = checkNotes(rows, checked, {
    ...options,
    assumedSplits: checked.filter(({ assumedSplit }) => assumedSplit).length,
    spread: reading.spread,
    phi: noise.map(({ phi }) => phi),
  })
  return { tests: checked.map(({ assumedSplit: _, ...test }) => test), notes }
}
