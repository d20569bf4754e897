import type { Migration } from './migration.ts'
import { derivedTable } from './views.ts'

/** Tokens of names, and which creative each member was before creatives were put together. */
export const nameTokens: Migration = {
  version: 4,
  onEveryNode: () => [],
  onFirstNode: () => [
    'ALTER TABLE derived_identity ADD COLUMN IF NOT EXISTS named_creative Nullable(String)',
    derivedTable('name_token'),
  ],
}
