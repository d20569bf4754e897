import type { MergeLevel } from '#schema/merge-level.ts'
import { postJson } from './client.ts'

/** Which objects are one: by a merge or split somebody made, or by what files of creatives show. */
export interface MergeDecision {
  number: number
  at: string
  level: MergeLevel
  kind: 'merge' | 'split'
  objects: { key: string; name: string }[]
  name: string | null
  by: 'person' | 'files'
  why: string | null
}

export interface MergeHistoryAnswer {
  decisions: MergeDecision[]
  changed: boolean
}

export function mergeObjects(
  level: MergeLevel,
  objects: readonly string[],
  name: string,
): Promise<MergeHistoryAnswer> {
  return postJson('/api/v1/matches-merge', { level, objects, ...(name === '' ? {} : { name }) })
}

export function splitObjects(level: MergeLevel, objects: readonly string[]): Promise<MergeHistoryAnswer> {
  return postJson('/api/v1/matches-split', { level, objects })
}
