import { declarationReasons } from '#analyses/experiment/declaration-reasons.ts'
import {
  type EarlierTest,
  gatherEarlierTest,
  namesOfEarlierTests,
} from '#analyses/experiment/earlier-tests.ts'
import { type MetricContext, readFilters } from '#metrics/index.ts'
import { PermilleError } from '#schema/error.ts'
import { lastDay, type ProjectTest } from '#schema/project-test.ts'
import { countedEvent } from './counted-event.ts'
import { findTestArms } from './find-test-arms.ts'
import type { ReadingMoment } from './read-declared-test.ts'

async function gather(
  test: ProjectTest,
  { on, maturity }: ReadingMoment,
  context: MetricContext,
): Promise<EarlierTest | null> {
  const to = lastDay(test)
  if (to === null || declarationReasons(test).length > 0) return null
  try {
    const event = countedEvent(test.event, context).event
    const question = {
      by: test.by,
      event,
      where: readFilters(test.where, context.names, 'a test'),
      to,
      ...(test.basis === undefined ? {} : { basis: test.basis }),
    }
    const arms = await findTestArms(test, question, context)
    return await gatherEarlierTest({ test, event, arms, to, maturity, asOf: on }, context)
  } catch (error) {
    if (error instanceof PermilleError && ['usage', 'not_found'].includes(error.code)) return null
    throw error
  }
}

/** Reads the tests that were over before one began, each of them once */
export function earlierTestsOf(
  declared: ReadonlyMap<string, ProjectTest>,
  moment: ReadingMoment,
  context: MetricContext,
): NonNullable<ReadingMoment['earlierTests']> {
  const known = new Map<string, Promise<EarlierTest | null>>()
  const read = (name: string, test: ProjectTest) => {
    const found = known.get(name) ?? gather(test, moment, context)
    known.set(name, found)
    return found
  }
  return async (test, event) => {
    const alike = new Map([...declared].filter(([, other]) => countsEvent(other, event, context)))
    const names = namesOfEarlierTests(test, alike)
    const found: EarlierTest[] = []
    for (const name of names) {
      const other = alike.get(name)
      const earlier = other === undefined ? null : await read(name, other)
      if (earlier !== null) found.push(earlier)
    }
    return found
  }
}

function countsEvent(test: ProjectTest, event: string, context: MetricContext): boolean {
  try {
    return countedEvent(test.event, context).event === event
  } catch (error) {
    if (error instanceof PermilleError) return false
    throw error
  }
}
