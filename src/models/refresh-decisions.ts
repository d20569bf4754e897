import { ENTITY_LEVELS } from '#schema/dimension.ts'
import type { Session } from '#warehouse/warehouse.ts'
import type { DecidedCreatives } from './creative-decision.ts'
import type { ObjectMerges } from './object-decision.ts'

/** Writes which creatives count as another one and under which name, and which stand apart: as none. */
export function refreshDecisions(session: Session, { merges, apart }: DecidedCreatives): Promise<void> {
  return session.replaceTable(
    'creative_decision',
    ['key', 'merged', 'name'],
    [...merges.map(({ key, merged, name }) => [key, merged, name]), ...apart.map((key) => [key, null, null])],
  )
}

/** Writes which campaigns, ad groups and ads count as another one, and under which name. */
export function refreshObjectDecisions(session: Session, merges: ObjectMerges): Promise<void> {
  return session.replaceTable(
    'object_decision',
    ['level', 'key', 'merged', 'name'],
    [...merges].flatMap(([level, own]) =>
      ENTITY_LEVELS.some((one) => one === level)
        ? [...own].map(([key, { merged, name }]) => [level, key, merged, name])
        : [],
    ),
  )
}
