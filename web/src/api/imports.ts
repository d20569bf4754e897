import type { QueryClient } from '@tanstack/react-query'
import type { ImportReport } from '#schema/answer/import-report.ts'
import { postJson, putFile } from './client.ts'
import { askAsJob } from './jobs.ts'

export interface Upload {
  upload: string
  name: string
  bytes: number
}

export type DateOrder = 'dmy' | 'mdy'

/** What a person says about a file that the file does not say itself. */
export interface ImportOptions {
  map?: Record<string, string>
  set?: Record<string, string>
  dateOrder?: DateOrder
  source?: string
}

export function uploadFile(file: File): Promise<Upload> {
  return putFile(`/api/v1/uploads?${new URLSearchParams({ name: file.name })}`, file)
}

export function previewImport(upload: string, options: ImportOptions): Promise<ImportReport> {
  return postJson('/api/v1/import', { uploads: [upload], dryRun: true, yes: true, ...options })
}

/** Stores a file as a job; `onJob` is told which. */
export function storeImport(
  queries: QueryClient,
  upload: string,
  options: ImportOptions,
  onJob: (id: string) => void,
): Promise<ImportReport> {
  const input = { uploads: [upload], dryRun: false, yes: true, ...options }
  return askAsJob(queries, 'import', input, onJob)
}

export function undoLoad(load: string): Promise<unknown> {
  return postJson('/api/v1/import', { undo: load })
}
