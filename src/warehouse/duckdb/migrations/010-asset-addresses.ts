/** Where the file of an ad or creative can be seen, as its source says. */
export const assetAddresses = {
  version: 10,
  statements: ['ALTER TABLE entity ADD COLUMN asset_url VARCHAR'],
} as const
