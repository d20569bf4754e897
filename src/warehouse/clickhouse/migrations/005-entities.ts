import { identifier } from '../dialect.ts'
import { type Columns, DERIVED, LANDED } from '../tables.ts'
import type { Migration } from './migration.ts'

const missing = (table: string, columns: Columns) =>
  `ALTER TABLE ${table} ${Object.entries(columns)
    .map(([name, type]) => `ADD COLUMN IF NOT EXISTS ${identifier(name)} ${type}`)
    .join(', ')}`

/** What files say of campaigns, ad groups, ads and creatives, and pages people land on. */
export const entities: Migration = {
  version: 5,
  onEveryNode: () => [],
  onFirstNode: () => [missing('landed_member', LANDED.member), missing('derived_entity', DERIVED.entity)],
}
