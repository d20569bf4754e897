import type { TagChange } from '#schema/answer/tags-answer.ts'

/** What people say of each creative by tag; `null` for a tag they took away. */
export type DecidedTags = ReadonlyMap<string, ReadonlyMap<string, TagChange>>

/** What holds after all changes: of those nobody took back, the last one on each tag of a creative. */
export function decidedTags(changes: readonly TagChange[]): DecidedTags {
  const undone = new Set<number>()
  // The newest first: an undo that was itself taken back takes nothing back.
  for (const { number, undoes } of changes.toReversed()) {
    if (undoes !== null && !undone.has(number)) undone.add(undoes)
  }
  const decided = new Map<string, Map<string, TagChange>>()
  for (const change of changes) {
    if (change.kind === 'undo' || undone.has(change.number)) continue
    const own = decided.get(change.creative) ?? new Map<string, TagChange>()
    decided.set(change.creative, own.set(change.key, change))
  }
  return decided
}
