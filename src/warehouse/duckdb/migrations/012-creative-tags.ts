/** What is said of creatives: by their files, and by people. */
export const creativeTags = {
  version: 12,
  statements: ['CREATE TABLE creative_tag (key VARCHAR NOT NULL, tag VARCHAR NOT NULL, value VARCHAR)'],
} as const
