import type { QueryClient } from '@tanstack/react-query'
import type { TagsAnswer } from '#schema/answer/tags-answer.ts'
import { postJson } from './client.ts'
import { uploadFile } from './imports.ts'
import { askAsJob } from './jobs.ts'

/** Larger files are not kept. */
export const MOST_BYTES = 2_000_000_000

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

/** What became of files that were added. */
export interface AddedFiles {
  added: number
  known: number
  read: number
  unreadable: number
  unmatched: number
  refused: { file: string; reason: string }[]
}

/** Sends files and keeps them, of these creatives or of those their names name; `onSent` counts, `onJob` is told the job. */
export async function addFiles(
  queries: QueryClient,
  files: readonly File[],
  creative: readonly string[],
  onSent: (count: number) => void,
  onJob: (id: string) => void,
): Promise<AddedFiles> {
  const uploads: string[] = []
  for (const file of files) {
    const { upload } = await uploadFile(file)
    onSent(uploads.push(upload))
  }
  return askAsJob(queries, 'assets-add', { uploads, creative }, onJob)
}

export function linkFile(sha256: string, creative: string): Promise<unknown> {
  return postJson('/api/v1/assets-link', { files: [sha256], creative: [creative] })
}

export function unlinkFile(sha256: string, creative: string): Promise<unknown> {
  return postJson('/api/v1/assets-unlink', { files: [sha256], creative: [creative] })
}

export function undoLinkChange(change: number): Promise<unknown> {
  return postJson('/api/v1/assets-undo', { change })
}
