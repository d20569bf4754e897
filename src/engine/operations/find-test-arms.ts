import { type EvidenceQuestion, gatherEvidence } from '#analyses/evidence/gather-evidence.ts'
import type { FoundArm } from '#analyses/experiment/gather-test.ts'
import type { MetricContext } from '#metrics/index.ts'
import { PermilleError } from '#schema/error.ts'
import { armNames, type ProjectTest } from '#schema/project-test.ts'
import { findObjects } from './find-objects.ts'

function textsOf(objects: string | readonly string[] | undefined): readonly string[] {
  return objects === undefined ? [] : typeof objects === 'string' ? [objects] : objects
}

/** The objects of each arm of a declared test, the control first; a name nothing is called is kept as unknown. */
export async function findTestArms(
  test: ProjectTest,
  question: EvidenceQuestion,
  context: MetricContext,
): Promise<FoundArm[]> {
  const texts = Object.values(test.arms).flatMap(textsOf)
  const named = { dimension: test.by, operator: '=' as const, values: [...texts] }
  const { objects } = await gatherEvidence({ ...question, where: [...question.where, named] }, context)
  const arms: FoundArm[] = []
  for (const arm of armNames(test)) {
    const keys: string[] = []
    const unknown: string[] = []
    for (const text of textsOf(test.arms[arm])) {
      try {
        for (const { key } of await findObjects([text], objects, question, context)) keys.push(key)
      } catch (error) {
        if (!(error instanceof PermilleError) || error.code !== 'not_found') throw error
        unknown.push(text)
      }
    }
    arms.push({ arm, keys: [...new Set(keys)], unknown })
  }
  return arms
}
