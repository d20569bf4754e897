import type { ImportReport } from '#schema/answer/import-report.ts'
import type { ImportOptions } from '../../api/imports.ts'
import type { Problem } from '../../api/problem.ts'

export type ImportPhase = 'sending' | 'reading' | 'ready' | 'storing' | 'stored' | 'failed'

/** One dropped file on its way into the project. */
export interface ImportItem {
  id: string
  file: File
  phase: ImportPhase
  upload: string | null
  /** The job that stores it. */
  job: string | null
  options: ImportOptions
  report: ImportReport | null
  problem: Problem | null
}

export type ImportAction =
  | { type: 'added'; items: readonly ImportItem[] }
  | { type: 'changed'; id: string; change: Partial<ImportItem> }
  | { type: 'removed'; id: string }
  | { type: 'cleared' }

export function reduceImports(items: readonly ImportItem[], action: ImportAction): readonly ImportItem[] {
  switch (action.type) {
    case 'added':
      return [...items.filter((item) => item.phase !== 'stored'), ...action.items]
    case 'changed':
      return items.map((item) => (item.id === action.id ? { ...item, ...action.change } : item))
    case 'removed':
      return items.filter((item) => item.id !== action.id)
    case 'cleared':
      return []
  }
}

/** True when a preview holds at least one table that can be stored as it is. */
export function canStore(item: ImportItem): boolean {
  return item.phase === 'ready' && (item.report?.files.some((file) => file.status === 'preview') ?? false)
}

export function isWaiting(item: ImportItem): boolean {
  return item.phase === 'sending' || item.phase === 'reading' || item.phase === 'storing'
}
