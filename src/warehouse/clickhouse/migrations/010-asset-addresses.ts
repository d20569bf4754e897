import type { Migration } from './migration.ts'

/** Where the file of an ad or creative can be seen, as its source says. */
export const assetAddresses: Migration = {
  version: 10,
  onEveryNode: () => [],
  onFirstNode: () => ['ALTER TABLE derived_entity ADD COLUMN IF NOT EXISTS asset_url Nullable(String)'],
}
