/**
 * What names say by the project's naming convention, and which creative each member was before creatives were put
 * together: tokens belong to names, so a merge does not hide them.
 */
export const nameTokens = {
  version: 7,
  statements: [
    'ALTER TABLE identity ADD COLUMN named_creative VARCHAR',
    `CREATE TABLE name_token (
      level VARCHAR NOT NULL,
      network VARCHAR NOT NULL,
      key VARCHAR NOT NULL,
      token VARCHAR NOT NULL,
      value VARCHAR
    )`,
  ],
} as const
