import type { FileFacts, Tag, UntoldKey } from '#schema/answer/tag-answer.ts'

/** What was found out about a file. */
export interface Reading {
  readonly facts: FileFacts
  readonly tags: readonly Tag[]
  readonly notComputed: readonly UntoldKey[]
}

/** A file to read: where it is, and what is known of its bytes. */
export interface FileToRead {
  readonly path: string
  readonly bytes: number
}

/** The same reason for several keys. */
export function untold(keys: readonly string[], reason: string): readonly UntoldKey[] {
  return keys.map((key) => ({ key, reason }))
}
