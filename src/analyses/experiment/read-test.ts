import type { TestLook } from '#schema/answer/test-show-answer.ts'
import type { Day } from '#schema/day.ts'
import type { ProjectTest } from '#schema/project-test.ts'
import {
  type Computed,
  type ExperimentArm,
  type ExperimentInput,
  type ExperimentReading,
  isComputed,
  readExperiment,
  trimArm,
} from '#stats/index.ts'
import { type EarlierTest, LEAST_EARLIER_TESTS, soundTests } from './earlier-tests.ts'
import { type DeclaredLooks, readDeclaredLooks } from './read-declared-looks.ts'
import { readLooks } from './read-looks.ts'

/** A declared test and its counts of days up to one. */
export interface TestTask {
  readonly input: ExperimentInput
  readonly test: ProjectTest
  readonly to: Day
  /** Tests that were over before it began. */
  readonly earlier?: readonly EarlierTest[]
}

/** All that is computed of its counts. */
export interface ReadTest {
  readonly reading: ExperimentReading
  /** Its arms without the days that are no part of it. */
  readonly arms: readonly ExperimentArm[]
  readonly declared: DeclaredLooks | null
  readonly history: readonly TestLook[]
  /** How many earlier tests can say how much arms differ. */
  readonly earlier: number
}

/** The reading of a test, at its declared looks and at every look so far. */
export async function readTest({ input, test, to, earlier = [] }: TestTask): Promise<Computed<ReadTest>> {
  const earlierTests = soundTests(earlier)
  const isEnough = earlierTests.length >= LEAST_EARLIER_TESTS
  const reading = readExperiment({ ...input, ...(isEnough ? { earlierTests } : {}) })
  if (!isComputed(reading)) return reading
  const arms = input.arms.map(({ id, cells }): ExperimentArm => ({ id, cells: trimArm(cells, input).cells }))
  return {
    reading,
    arms,
    earlier: earlierTests.length,
    declared: readDeclaredLooks(test, to, input),
    history: await readLooks(arms, reading.looks, { lift: test.lift, alpha: test.alpha }),
  }
}
