/** Which app each name of one stands for, and which campaigns, ad groups and ads people put together. */
export const objectIdentity = {
  version: 13,
  statements: [
    'CREATE TABLE app_name (name VARCHAR PRIMARY KEY, app VARCHAR NOT NULL)',
    'ALTER TABLE identity ADD COLUMN app VARCHAR',
    `CREATE TABLE object_decision (
      level VARCHAR NOT NULL,
      key VARCHAR NOT NULL,
      merged VARCHAR NOT NULL,
      name VARCHAR
    )`,
  ],
} as const
