import type { TagsAnswer } from '#schema/answer/tags-answer.ts'
import { postJson } from './client.ts'

export type AssetView = 'file' | 'page' | 'thumbnail' | 'poster' | 'sheet'

/** Where a creative file, or a picture of it, is. */
export function assetAddress(sha256: string, view: AssetView): string {
  return `/api/v1/assets/${sha256}/${view}`
}

export function setTag(creative: string, key: string, value: string): Promise<TagsAnswer> {
  return postJson('/api/v1/tags-set', { creatives: [creative], tag: [`${key}=${value}`] })
}

export function removeTag(creative: string, key: string): Promise<TagsAnswer> {
  return postJson('/api/v1/tags-remove', { creatives: [creative], key: [key] })
}

export function undoTagChange(change: number): Promise<TagsAnswer> {
  return postJson('/api/v1/tags-undo', { change })
}
