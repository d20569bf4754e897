import type { FileFacts, Tag, UntoldKey } from '#schema/answer/tag-answer.ts'
import { whyUnreadable } from './why-unreadable.ts'

/** Tags, and keys that have none with the reason. */
export interface Findings {
  readonly tags: readonly Tag[]
  readonly notComputed: readonly UntoldKey[]
}

/** What was found out about a file. */
export interface Reading extends Findings {
  readonly facts: FileFacts
  /** What it looks like, as PNG, where that had to be shown to be known. */
  readonly shown?: Buffer
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

/** The tags of one tagger; where it fails, its keys with the reason. */
export async function attempt(
  keys: readonly string[],
  work: () => Promise<readonly Tag[]>,
): Promise<Findings> {
  try {
    return { tags: await work(), notComputed: [] }
  } catch (error) {
    return { tags: [], notComputed: untold(keys, whyUnreadable(error)) }
  }
}

/** Several findings as one. */
export function together(findings: readonly Findings[]): Findings {
  return {
    tags: findings.flatMap(({ tags }) => tags),
    notComputed: findings.flatMap(({ notComputed }) => notComputed),
  }
}
