import type { JournalAnswer } from '#schema/answer/journal-answer.ts'
import type { ChangeKind, ChangeScope } from '#schema/journal.ts'
import { postJson } from './client.ts'

/** An entry as it is written down. */
export interface WrittenEntry {
  date: string
  kind: ChangeKind
  scope: ChangeScope
  note: string
}

export function saveEntry(number: number | null, { scope, ...entry }: WrittenEntry): Promise<JournalAnswer> {
  return number === null
    ? postJson('/api/v1/journal-add', { ...entry, ...scope })
    : postJson('/api/v1/journal-edit', { number, ...entry, ...scope })
}

export function removeEntry(number: number): Promise<JournalAnswer> {
  return postJson('/api/v1/journal-remove', { number })
}

export function undoEntry(number: number): Promise<JournalAnswer> {
  return postJson('/api/v1/journal-undo', { number })
}
