import type { Session } from '#warehouse/warehouse.ts'
import type { DecidedCreatives } from './creative-decision.ts'

/** Writes which creatives count as another one and under which name, and which stand apart: as none. */
export function refreshDecisions(session: Session, { merges, apart }: DecidedCreatives): Promise<void> {
  return session.replaceTable(
    'creative_decision',
    ['key', 'merged', 'name'],
    [...merges.map(({ key, merged, name }) => [key, merged, name]), ...apart.map((key) => [key, null, null])],
  )
}
