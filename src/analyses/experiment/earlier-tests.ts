import type { MetricContext } from '#metrics/index.ts'
import { lastDay, type ProjectTest } from '#schema/project-test.ts'
import { type ExperimentInput, isComputed, readExperiment, type TestOfArms, trimArm } from '#stats/index.ts'
import { experimentOf } from './experiment-of.ts'
import { type DeclaredTest, gatherArms } from './gather-test.ts'

/** A test of the project that was over before another one began, as its own days say it. */
export type EarlierTest = ExperimentInput

/** Earlier tests that can be read from which on they say more of how much arms differ than a guess does. */
export const LEAST_EARLIER_TESTS = 5
/** Older ones are not asked for. */
const MOST_EARLIER_TESTS = 20

/**
 * Names of the tests that were over before one began: of the same kind of arms, the newest first. They do not change while
 * it runs, so that neither do its readings.
 */
export function namesOfEarlierTests(
  test: ProjectTest,
  all: ReadonlyMap<string, ProjectTest>,
): readonly string[] {
  return [...all]
    .flatMap(([name, other]) => {
      const last = lastDay(other)
      return last !== null && last < test.start && other.by === test.by ? [{ name, last }] : []
    })
    .toSorted((a, b) => b.last.localeCompare(a.last) || a.name.localeCompare(b.name))
    .slice(0, MOST_EARLIER_TESTS)
    .map(({ name }) => name)
}

/** Asks what the arms of an earlier test did. */
export async function gatherEarlierTest(
  declared: DeclaredTest,
  context: MetricContext,
): Promise<EarlierTest> {
  const { arms } = await gatherArms(declared, context)
  return experimentOf(declared, arms, declared.test.dispersion ?? null)
}

/** The earlier tests that were sound and ran as long as they had to, with the noise of each. */
export function soundTests(earlier: readonly EarlierTest[]): TestOfArms[] {
  return earlier.flatMap((input) => {
    const reading = readExperiment(input)
    if (!isComputed(reading) || reading.verdict.verdict === 'invalid') return []
    if (!isComputed(reading.beliefs) || reading.days < (input.minimumDays ?? 0)) return []
    const arms = input.arms.map(({ id, cells }) => ({ id, cells: trimArm(cells, input).cells }))
    return [{ arms, phi: reading.phi }]
  })
}
