import { declarationReasons } from '#analyses/experiment/declaration-reasons.ts'
import type { EarlierTest } from '#analyses/experiment/earlier-tests.ts'
import type { DeclaredTest } from '#analyses/experiment/gather-test.ts'
import { type ProjectTestReading, readProjectTest } from '#analyses/experiment/read-project-test.ts'
import { type MetricContext, readFilters } from '#metrics/index.ts'
import type { Maturity } from '#metrics/query.ts'
import type { Reason } from '#schema/answer/rank-answer.ts'
import type { TestState } from '#schema/answer/test-state.ts'
import { type Day, earlierDay } from '#schema/day.ts'
import { PermilleError } from '#schema/error.ts'
import { armNames, hasEnded, lastDay, type ProjectTest } from '#schema/project-test.ts'
import { countedEvent } from './counted-event.ts'
import { findTestArms } from './find-test-arms.ts'

/** A declared test as far as it can be read. */
export interface DeclaredReading {
  readonly state: TestState
  /** `null` before its first day, and where it cannot be read as declared. */
  readonly reading: ProjectTestReading | null
}

type Moment = Pick<TestState, 'status' | 'countedTo' | 'verdict' | 'nextStep' | 'reasons'>

function unread(id: string, test: ProjectTest, event: string, moment: Moment): DeclaredReading {
  const why = moment.reasons[0]?.message ?? 'it was not read'
  return {
    state: {
      test: id,
      name: test.name ?? id,
      question: test.question ?? null,
      design: test.design,
      by: test.by,
      event,
      control: test.control,
      arms: [...armNames(test)],
      start: test.start,
      end: lastDay(test),
      days: 0,
      leader: null,
      moreDays: null,
      notComputed: {
        moreDays: why,
        leader: why,
        ...(moment.verdict === null ? { verdict: why } : {}),
        ...(moment.countedTo === null ? { countedTo: why } : {}),
      },
      ...moment,
    },
    reading: null,
  }
}

function invalid(reasons: readonly Reason[]): Moment {
  return {
    status: 'not_read',
    countedTo: null,
    verdict: 'invalid',
    nextStep: 'Correct it in permille.yaml.',
    reasons: [...reasons],
  }
}

/** A test whose first day has not come, or is not complete in the data. */
function notBegun({ start }: ProjectTest, on: Day | null, newest: Day | null): Moment {
  const isAsked = on !== null && on < start && newest !== null && newest >= start
  const message = isAsked
    ? `On ${on} it had not begun; it starts on ${start}.`
    : newest === null
      ? 'There is no complete day of data yet.'
      : `It starts on ${start}; the newest complete day of the data is ${newest}.`
  return {
    status: 'not_begun',
    countedTo: null,
    verdict: null,
    nextStep: isAsked ? 'Ask for a later day.' : 'Wait for its first complete day.',
    reasons: [{ code: 'not_begun', message }],
  }
}

/** A running test none of whose days counts yet. */
function nothingMature(reasons: readonly Reason[]): Moment {
  return {
    status: 'running',
    countedTo: null,
    verdict: null,
    nextStep: 'Wait for its first mature day, or count all days: --maturity mark.',
    reasons: [...reasons],
  }
}

async function readRunning(
  id: string,
  test: ProjectTest,
  event: string,
  { to, ...moment }: Pick<DeclaredTest, 'to' | 'maturity' | 'asOf'>,
  earlier: readonly EarlierTest[],
  context: MetricContext,
): Promise<DeclaredReading> {
  const question = {
    by: test.by,
    event,
    where: readFilters(test.where, context.names, 'a test'),
    to,
    ...(test.basis === undefined ? {} : { basis: test.basis }),
  }
  const arms = await findTestArms(test, question, context)
  const keys = arms.flatMap((arm) => arm.keys)
  if (new Set(keys).size < keys.length) {
    const twice = keys.filter((key, place) => keys.indexOf(key) < place)
    const message = `${[...new Set(twice)].join(', ')} stands in two arms.`
    return unread(id, test, event, invalid([{ code: 'same_in_two_arms', message }]))
  }
  const reading = await readProjectTest({ test, event, arms, to, ...moment }, earlier, context)
  const { judgement, days, countedTo } = reading
  if (countedTo === null) return { ...unread(id, test, event, nothingMature(judgement.reasons)), reading }
  const { verdict, leader, moreDays, nextStep, reasons } = judgement
  const { state } = unread(id, test, event, {
    status: hasEnded(test, countedTo) ? 'ended' : 'running',
    countedTo,
    verdict,
    nextStep,
    reasons: [...reasons],
  })
  const notComputed = {
    ...(leader === null ? { leader: 'no arm is far enough ahead' } : {}),
    ...(moreDays === null ? { moreDays: 'its pace is not known' } : {}),
  }
  return { state: { ...state, days, leader, moreDays, notComputed }, reading }
}

/** What a declared test is read from. */
export interface ReadingMoment {
  /** No later day counts; `null`: the newest complete one. */
  readonly on: Day | null
  readonly maturity: Maturity
  /** The project's tests that were over before another one began. */
  readonly earlierTests?: (test: ProjectTest, event: string) => Promise<readonly EarlierTest[]>
}

/** Reads a declared test from the data of complete days up to `on`; what is wrong with it is part of the answer. */
export async function readDeclaredTest(
  id: string,
  test: ProjectTest,
  { on, maturity, earlierTests }: ReadingMoment,
  context: MetricContext,
): Promise<DeclaredReading> {
  const reasons = declarationReasons(test)
  const asked = test.event ?? context.names.mainEvent
  if (reasons.length > 0) return unread(id, test, asked, invalid(reasons))
  try {
    const { event } = countedEvent(test.event, context)
    const newest = context.catalogue.newestCompleteDay
    const last = newest === null || on === null ? newest : earlierDay(on, newest)
    if (last === null || last < test.start) return unread(id, test, event, notBegun(test, on, newest))
    const to = earlierDay(last, lastDay(test) ?? last)
    const earlier = (await earlierTests?.(test, event)) ?? []
    return await readRunning(id, test, event, { to, maturity, asOf: on }, earlier, context)
  } catch (error) {
    const isAsked = error instanceof PermilleError && ['usage', 'not_found'].includes(error.code)
    if (!isAsked) throw error
    const message = `${error.message}${error.remedy === null ? '' : `: ${error.remedy}`}.`
    return unread(id, test, asked, invalid([{ code: 'cannot_be_asked', message }]))
  }
}
