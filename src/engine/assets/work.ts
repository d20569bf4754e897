import type { LoadProgress } from '#warehouse/warehouse.ts'

/** How work on files is watched and stopped. */
export interface Work {
  readonly onProgress?: LoadProgress
  readonly signal?: AbortSignal
}
