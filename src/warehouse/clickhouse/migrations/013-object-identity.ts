import type { Migration } from './migration.ts'
import { derivedTable } from './views.ts'

/** Which app each name of one stands for, and which campaigns, ad groups and ads people put together. */
export const objectIdentity: Migration = {
  version: 13,
  onEveryNode: () => [],
  onFirstNode: () => [
    derivedTable('app_name'),
    'ALTER TABLE derived_identity ADD COLUMN IF NOT EXISTS app Nullable(String)',
    derivedTable('object_decision'),
  ],
}
