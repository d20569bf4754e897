import type { MetricAnswer, MetricContext } from '#metrics/index.ts'
import type { Reason } from '#schema/answer/rank-answer.ts'
import type { TestArm, TestCheck, TestShowAnswer } from '#schema/answer/test-show-answer.ts'
import type { Day } from '#schema/day.ts'
import type { Note } from '#schema/note.ts'
import { firstShares, hasEnded, type ProjectTest, sharesOf } from '#schema/project-test.ts'
import { type ExperimentReading, isComputed } from '#stats/index.ts'
import { type EarlierTest, LEAST_EARLIER_TESTS } from './earlier-tests.ts'
import { experimentOf } from './experiment-of.ts'
import { type DeclaredTest, type FoundArm, type GatheredTest, gatherTest } from './gather-test.ts'
import { healthChecks, sampleRatioOf } from './health-checks.ts'
import { judgeProjectTest, type ProjectJudgement } from './judge-project-test.ts'
import { projectArms } from './project-arms.ts'
import { readBeside } from './read-beside.ts'

/** A declared test as its data of days up to one say it. */
export interface ProjectTestReading
  extends Pick<
    TestShowAnswer,
    'sampleRatio' | 'dispersion' | 'spread' | 'mayWin' | 'cheapToStop' | 'history'
  > {
  /** Its last day that counts; `null` where conversions of all are still expected. */
  readonly countedTo: Day | null
  readonly arms: readonly TestArm[]
  readonly checks: readonly TestCheck[]
  readonly days: number
  readonly judgement: ProjectJudgement
  readonly strata: readonly string[]
  readonly answer: MetricAnswer
  readonly notes: readonly Note[]
}

const NOTHING_MATURE: Reason = {
  code: 'nothing_mature',
  message: 'Every day so far may still gain conversions, so none counts yet.',
}

function dispersionOf(reading: ExperimentReading, { dispersion }: GatheredTest) {
  const isOwn = reading.phi > (dispersion.value ?? 1)
  return { value: reading.phi, from: isOwn ? 'the days of the test' : dispersion.from }
}

/** How much arms are taken to differ, and whence that is known. */
function spreadNote({ spread: { cv, source } }: ExperimentReading, earlier: number): Note {
  const percent = `${(100 * cv).toFixed(0)} %`
  if (source === 'earlier tests')
    return {
      code: 'learnt_spread',
      severity: 'info',
      message: `Arms of ${earlier} earlier tests of this project typically differ by ${percent} (coefficient of variation); P(best) and losses are shrunk by it.`,
    }
  const there = earlier === 1 ? 'is 1' : `are ${earlier}`
  return {
    code: 'assumed_spread',
    severity: 'info',
    message: `Arms are taken to differ by ${percent} (coefficient of variation); ${LEAST_EARLIER_TESTS} sound tests that were over before this one began would tell, but there ${there}.`,
  }
}

function notesOf(reading: ExperimentReading, gathered: GatheredTest, earlier: number): Note[] {
  const { value, from } = dispersionOf(reading, gathered)
  const counts = gathered.arms.flatMap(({ cells }) => cells.map(({ conversions }) => conversions))
  const notes: Note[] = [
    ...gathered.notes,
    {
      code: 'approximate',
      severity: 'info',
      message: `Comparisons of arms allow for ${value.toFixed(2)} times the noise of chance alone, from ${from}; it never falls between looks, and guarantees are approximate.`,
    },
    spreadNote(reading, earlier),
  ]
  if (counts.some((count) => !Number.isInteger(count)))
    notes.push({
      code: 'fractional_conversions',
      severity: 'info',
      message:
        'Some conversions are fractions (modelled); they count as they are, and intervals are approximate.',
    })
  if (gathered.arms.some(({ cells }) => cells.some(({ conversions, exposure }) => conversions > exposure)))
    notes.push({
      code: 'repeatable_conversions',
      severity: 'info',
      message: 'Some convert more often than they are shown; intervals are Poisson.',
    })
  return notes
}

function latestShares(test: ProjectTest, found: readonly FoundArm[], to: string): readonly number[] | null {
  const names = found.map(({ arm }) => arm)
  const [latest] = Object.entries(test.laterSplits)
    .filter(([day]) => day <= to)
    .toSorted(([a], [b]) => b.localeCompare(a))
  return latest === undefined ? firstShares(test, names) : sharesOf(latest[1], names)
}

function unread(reasons: readonly Reason[], gathered: GatheredTest): ProjectTestReading {
  return {
    countedTo: gathered.countedTo,
    arms: [],
    checks: [],
    days: 0,
    judgement: { verdict: 'invalid', leader: null, moreDays: null, reasons, nextStep: 'Look at its counts.' },
    sampleRatio: null,
    dispersion: null,
    spread: null,
    mayWin: false,
    cheapToStop: false,
    history: [],
    strata: gathered.strata,
    answer: gathered.answer,
    notes: gathered.notes,
  }
}

/** Reads a declared test; nothing after its last day enters, so that any past day can be read again. */
export async function readProjectTest(
  declared: DeclaredTest,
  earlier: readonly EarlierTest[],
  context: MetricContext,
): Promise<ProjectTestReading> {
  const { test, arms: found, event } = declared
  const gathered = await gatherTest(declared, context)
  if (gathered.countedTo === null) return unread([NOTHING_MATURE], gathered)
  const to = gathered.countedTo
  const input = experimentOf(declared, gathered.arms, gathered.dispersion.value)
  const read = await readBeside({ input, test, to, earlier })
  if (!isComputed(read)) return unread([{ code: read.code, message: `${read.notComputed}.` }], gathered)
  const { reading, declared: looks, history } = read
  const repeatable = event !== 'install' && !event.startsWith('unique.')
  const arms = projectArms({
    found,
    arms: read.arms,
    reading,
    declared: looks,
    shares: latestShares(test, found, to),
    repeatable,
  })
  const checks = healthChecks(test, found, reading, arms, repeatable)
  return {
    countedTo: to,
    arms,
    checks,
    days: reading.days,
    judgement: judgeProjectTest(reading, arms, checks, test, hasEnded(test, to)),
    sampleRatio: sampleRatioOf(reading),
    dispersion: dispersionOf(reading, gathered),
    spread: { cv: reading.spread.cv, tests: reading.spread.source === 'earlier tests' ? read.earlier : 0 },
    mayWin: reading.label !== 'observational',
    cheapToStop: reading.cheapToStop,
    history: [...history],
    strata: gathered.strata,
    answer: gathered.answer,
    notes: notesOf(reading, gathered, read.earlier),
  }
}
