import { READING_VIEWS } from '../../reading-views.ts'
import type { Migration } from './migration.ts'

/** Views for SQL that people write. */
export const readingViews: Migration = {
  version: 3,
  onEveryNode: () => [],
  onFirstNode: () =>
    Object.entries(READING_VIEWS).map(([name, { sql }]) => `CREATE OR REPLACE VIEW ${name} AS ${sql}`),
}
