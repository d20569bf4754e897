import { identifier } from '../dialect.ts'
import type { Columns } from '../tables.ts'

const REMEMBERED_TOKENS = 'non_replicated_deduplication_window = 10000'
const NULLABLE_KEY = 'allow_nullable_key = 1'

/** Loads that count: published and not undone. */
export const IN_FORCE = `SELECT load FROM publication WHERE load IS NOT NULL
  AND load NOT IN (SELECT undone FROM publication WHERE undone IS NOT NULL)`

/** Columns and their types, as a statement that makes a table lists them. */
export function columnList(columns: Columns): string {
  return Object.entries(columns)
    .map(([name, type]) => `${identifier(name)} ${type}`)
    .join(', ')
}

/** Statement that makes a table which keeps a block inserted twice with one token once. */
export function mergeTree(name: string, columns: Columns, order: string, partition = ''): string {
  return `CREATE TABLE IF NOT EXISTS ${name} (${columnList(columns)}) ENGINE = MergeTree ${partition}
    ORDER BY ${order} SETTINGS ${REMEMBERED_TOKENS}, ${NULLABLE_KEY}`
}
