import type { Migration } from './migration.ts'
import { derivedTable } from './views.ts'

/** What is said of creatives: by their files, and by people. */
export const creativeTags: Migration = {
  version: 12,
  onEveryNode: () => [],
  onFirstNode: () => [derivedTable('creative_tag')],
}
