import type { Migration } from './migration.ts'

/** Views for SQL that people write began here; all views are written anew with any migration. */
export const readingViews: Migration = { version: 6, onEveryNode: () => [], onFirstNode: () => [] }
