import { postJson } from './client.ts'

/** Which creatives are one: by what their files show, or by a merge or split somebody made. */
export interface CreativeDecision {
  number: number
  at: string
  kind: 'merge' | 'split'
  creatives: string[]
  name: string | null
  by: 'person' | 'files'
  why: string | null
}

export interface CreativeHistory {
  decisions: CreativeDecision[]
}

export function mergeCreatives(creatives: readonly string[], name: string): Promise<CreativeHistory> {
  return postJson('/api/v1/creatives-merge', { creatives, ...(name === '' ? {} : { name }) })
}

export function splitCreatives(creatives: readonly string[]): Promise<CreativeHistory> {
  return postJson('/api/v1/creatives-split', { creatives })
}
