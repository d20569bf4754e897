import type { Reason } from '#schema/answer/rank-answer.ts'
import type { CheckedTest, TestCheckAnswer } from '#schema/answer/test-check-answer.ts'
import type { Note } from '#schema/note.ts'
import { writeCount } from '#schema/write-count.ts'
import {
  type ArmBelief,
  type Computed,
  type DesignLabel,
  dispersionOverLooks,
  isComputed,
  measureTestNoise,
  notComputed,
  readTests,
  type TestNoise,
} from '#stats/index.ts'
import type { ArmRow } from './arm-row.ts'
import { checkNotes } from './check-notes.ts'
import { checkSplit, type SplitCheck } from './check-split.ts'
import { checkedArm } from './checked-arm.ts'
import { groupArms } from './group-arms.ts'
import { judgeTest } from './judge-test.ts'
import { readArmFactors } from './read-arm-factors.ts'
import { splitMessage } from './split-message.ts'
import { type TrimmedTest, trimTest } from './trim-test.ts'

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
  /** How it was decided who sees which arm; by the designed shares when it was not stated. */
  readonly design?: DesignLabel
  /** First day of the tests (a running number), and days at each arm's start in which the network still learns. */
  readonly start?: number
  readonly explorationDays?: number
  /** Names of the factors arms are made of. */
  readonly factors?: readonly string[]
}

const SHOWN_PROBLEMS = 5

/** Why a test cannot be judged: its arms, their counts, where they ran. */
function invalidReasons({ arms, findings }: TrimmedTest): Reason[] {
  const problems = arms.flatMap((arm) => arm.problems)
  const shown = problems.slice(0, SHOWN_PROBLEMS)
  if (problems.length > shown.length) {
    shown.push({
      code: 'further_problems',
      message: `${writeCount(problems.length - shown.length)} further rows have the like.`,
    })
  }
  if (arms.length < 2)
    shown.push({
      code: 'only_one_arm',
      message: `There is a single arm, ${arms[0]?.name ?? ''}; a test needs two.`,
    })
  for (const { severity, code, message } of findings)
    if (severity === 'invalid') shown.push({ code, message })
  return shown
}

function testNotes({ findings, repeated }: TrimmedTest, { splits, incomplete }: SplitCheck): Note[] {
  const notes: Note[] = []
  if (splits > 1) {
    notes.push({
      code: 'changed_split',
      severity: 'info',
      message: `The designed split changed; its ${splits} periods are checked one by one and arms compared inside each.`,
    })
  }
  if (incomplete) {
    notes.push({
      code: 'incomplete_shares',
      severity: 'warning',
      message: 'Some rows have no designed share, so an equal split is taken as designed.',
    })
  }
  if (repeated > 0) {
    notes.push({
      code: 'repeated_arms',
      severity: 'info',
      message: `Rows that repeat the name of an arm: ${writeCount(repeated)}; each is an arm of its own.`,
    })
  }
  for (const { severity, code, message } of findings)
    if (severity !== 'invalid') notes.push({ code, severity, message })
  return notes
}

function checkedTest(
  test: TrimmedTest,
  noise: TestNoise,
  beliefs: Computed<readonly ArmBelief[]>,
  options: CheckOptions,
): { readonly test: CheckedTest; readonly assumedSplit: boolean } {
  const { hasDays, repeatable, design } = options
  const { arms } = test
  const split = checkSplit(arms, { hasDays, ...(design === undefined ? {} : { label: design }) })
  const { sampleRatio, label } = split
  const days = new Set(arms.flatMap((arm) => arm.cells.map(({ day }) => day))).size
  const invalid = invalidReasons(test)
  const said = splitMessage(sampleRatio)
  if (sampleRatio.flagged && said !== null) invalid.push({ code: 'split_not_as_designed', message: said })
  const judged =
    invalid.length > 0
      ? { verdict: 'invalid' as const, winner: null, ahead: null, reasons: invalid }
      : judgeTest(arms, beliefs, { ...options, label, phi: noise.phi, days })
  return {
    test: {
      test: test.name,
      arms: arms.map((arm, k) => {
        const belief = isComputed(beliefs) ? beliefs[k] : beliefs
        const none = notComputed('invalid_counts', 'the test cannot be read')
        return checkedArm(arm, noise.arms[k] ?? { phi: noise.phi }, belief ?? none, repeatable)
      }),
      sampleRatio,
      verdict: judged.verdict,
      winner: judged.winner,
      ahead: judged.ahead,
      design: label,
      days: hasDays ? days : null,
      reasons: [...judged.reasons],
      notes: testNotes(test, split),
    },
    assumedSplit: split.assumed,
  }
}

/** φ of every test: what its days and the other tests say, never lower than at an earlier look. */
function noiseOf(tests: readonly TrimmedTest[], { hasDays, dispersion }: CheckOptions): TestNoise[] {
  const cells = tests.map(({ arms }) => arms.map(({ name, cells }) => ({ id: name, cells })))
  const planned = dispersion === undefined ? {} : { planned: dispersion }
  return measureTestNoise(cells, { hasDays, ...planned }).map((noise, t) => {
    if (!hasDays) return noise
    const looks = dispersionOverLooks(cells[t] ?? [], { ...planned, account: noise.phi })
    return { ...noise, phi: looks.at(-1)?.phi ?? noise.phi }
  })
}

/** Every test of a table of arms: rates, sample ratio and verdict, as far as the columns carry. */
export function checkTests(rows: readonly ArmRow[], options: CheckOptions): TestCheckAnswer {
  const { hasDays, hasStrata, repeatable, factors = [] } = options
  const tests = groupArms(rows, { added: hasDays || hasStrata, repeatable }).map((test) =>
    trimTest(test, options),
  )
  const usable = tests.map(
    ({ arms }) => arms.length > 1 && arms.every((arm) => arm.problems.length === 0 && arm.impressions !== 0),
  )
  const noise = noiseOf(tests, options)
  const phi = (t: number) => noise[t]?.phi ?? 1
  const reading = readTests(
    tests.map(({ arms }, t) => ({
      arms: usable[t] ? arms.map(({ name, cells }) => ({ id: name, cells })) : [],
      phi: phi(t),
    })),
  )
  const unread = notComputed('only_one_creative', 'the test has arms that cannot be read, or a single one')
  const checked = tests.map((test, t) =>
    checkedTest(
      test,
      noise[t] ?? { phi: 1, arms: [] },
      usable[t] ? (reading.tests[t] ?? unread) : unread,
      options,
    ),
  )
  const answered = checked.map(({ test }) => test)
  const notes = checkNotes(rows, answered, {
    ...options,
    assumedSplits: checked.filter(({ assumedSplit }) => assumedSplit).length,
    spread: reading.spread,
    readable: reading.tests.filter(isComputed).length,
    phi: noise.map((one) => one.phi),
  })
  if (factors.length === 0) return { tests: answered, notes }
  const readable = tests.flatMap(({ arms }, t) => {
    const isValid = usable[t] && answered[t]?.verdict !== 'invalid'
    return isValid ? [{ arms, phi: phi(t) }] : []
  })
  return { tests: answered, factors: readArmFactors(readable, factors), notes }
}
