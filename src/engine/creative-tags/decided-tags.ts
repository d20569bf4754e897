import type { TagChange } from '#schema/answer/tags-answer.ts'
import { standingChanges } from '../standing-changes.ts'

/** What people say of each creative by tag; `null` for a tag they took away. */
export type DecidedTags = ReadonlyMap<string, ReadonlyMap<string, TagChange>>

/** What holds after all changes: of those nobody took back, the last one on each tag of a creative. */
export function decidedTags(changes: readonly TagChange[]): DecidedTags {
  const decided = new Map<string, Map<string, TagChange>>()
  for (const change of standingChanges(changes)) {
    const own = decided.get(change.creative) ?? new Map<string, TagChange>()
    decided.set(change.creative, own.set(change.key, change))
  }
  return decided
}
