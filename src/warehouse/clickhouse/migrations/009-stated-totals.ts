import { LANDED } from '../tables.ts'
import type { Migration } from './migration.ts'
import { mergeTree } from './table-sql.ts'

/** What a file's own total rows say, for databases whose first migration did not make a table of it. */
export const statedTotals: Migration = {
  version: 9,
  onEveryNode: () => [],
  onFirstNode: () => [mergeTree('landed_stated_total', LANDED.stated_total, '(load, row)')],
}
