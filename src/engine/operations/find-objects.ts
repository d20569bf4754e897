import {
  type EvidenceQuestion,
  gatherEvidence,
  type ObjectEvidence,
} from '#analyses/evidence/gather-evidence.ts'
import type { MetricContext } from '#metrics/index.ts'
import { PermilleError } from '#schema/error.ts'
import { nearest } from '#schema/nearest.ts'

/** The objects a person named by key, name or id; throws `not_found` with the nearest name. */
export async function findObjects(
  asked: readonly string[],
  known: readonly ObjectEvidence[],
  question: EvidenceQuestion,
  context: MetricContext,
): Promise<ObjectEvidence[]> {
  const found = new Map<string, ObjectEvidence>()
  for (const text of asked) {
    const object = await findObject(text, known, question, context)
    if (found.has(object.key)) {
      throw new PermilleError('usage', `${text} is named twice`, { remedy: 'name two that differ' })
    }
    found.set(object.key, object)
  }
  return [...found.values()]
}

async function findObject(
  text: string,
  known: readonly ObjectEvidence[],
  question: EvidenceQuestion,
  context: MetricContext,
): Promise<ObjectEvidence> {
  const { by, where } = question
  const exact = known.find(({ key }) => key === text)
  if (exact !== undefined) return exact
  const wanted = text.toLowerCase()
  const named = known.filter(({ key, name }) => [key, name].some((word) => word.toLowerCase() === wanted))
  const matches = named.length > 0 ? named : await byId(text)
  const [only] = matches
  if (only !== undefined && matches.length === 1) return only
  if (only !== undefined) {
    throw new PermilleError('usage', `${text} names ${matches.length} of them`, {
      remedy: `name one by its key: ${matches.map(({ key }) => key).join(', ')}`,
    })
  }
  const close = nearest(
    text,
    known.map(({ name }) => name),
  )
  throw new PermilleError(
    'not_found',
    `no ${by.replace('_', ' ')} is called ${text} in this range${close === null ? '' : ` (did you mean ${close}?)`}`,
    { remedy: `see them with permille rank --by ${by}` },
  )

  async function byId(id: string): Promise<readonly ObjectEvidence[]> {
    const filter = { dimension: by, operator: '=' as const, values: [id] }
    const { objects } = await gatherEvidence({ ...question, where: [...where, filter] }, context)
    return known.filter(({ key }) => objects.some((object) => object.key === key))
  }
}
