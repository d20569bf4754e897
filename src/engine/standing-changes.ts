import { PermilleError } from '#schema/error.ts'

/** Something somebody changed; an `undo` takes back the change it names. */
export interface Undoable {
  readonly number: number
  readonly kind: string
  readonly undoes: number | null
}

/** What holds after all changes: those nobody took back, the oldest first. */
export function standingChanges<Change extends Undoable>(changes: readonly Change[]): readonly Change[] {
  const undone = new Set<number>()
  // The newest first: an undo that was itself taken back takes nothing back.
  for (const { number, undoes } of changes.toReversed()) {
    if (undoes !== null && !undone.has(number)) undone.add(undoes)
  }
  return changes.filter(({ number, kind }) => kind !== 'undo' && !undone.has(number))
}

/** A change that can be taken back; throws `not_found`, or `conflict` where it was taken back already. */
export function requireUndoable<Change extends Undoable>(
  changes: readonly Change[],
  number: number,
  what: { readonly of: string; readonly remedy: string },
): Change {
  const found = changes.find((change) => change.number === number)
  if (found === undefined) {
    throw new PermilleError('not_found', `there is no change ${number} of ${what.of}`, {
      remedy: what.remedy,
    })
  }
  const isDone = changes.some(
    (change) => change.undoes === number && !changes.some(({ undoes }) => undoes === change.number),
  )
  if (isDone) throw new PermilleError('conflict', `change ${number} was taken back already`)
  return found
}
