import type { DecodeLimits } from './decoded-table.ts'

const MB = 1024 * 1024

/** What one file may cost, unless a caller says otherwise. */
export const DEFAULT_LIMITS: DecodeLimits = {
  expandedBytes: 32 * 1024 * MB,
  expansionRatio: 200,
  members: 200,
  columns: 4096,
  recordBytes: 8 * MB,
}

/** Data rows kept as text from the start and from the end of a table. */
export const HEAD_ROWS = 1000
export const TAIL_ROWS = 200

/** Text files up to this size are read whole before DuckDB sees them; larger ones at both ends. */
export const SCANNED_BYTES = 64 * MB
