import { readingViewStatements } from '../../reading-views.ts'
import { clickhouseDialect } from '../dialect.ts'
import type { Migration } from './migration.ts'

/** Views for SQL that people write. */
export const readingViews: Migration = {
  version: 6,
  onEveryNode: () => [],
  onFirstNode: () => readingViewStatements(clickhouseDialect),
}
