const ENTITY_COLUMNS = {
  parent: 'VARCHAR',
  names: 'VARCHAR',
  status: 'VARCHAR',
  budget: 'VARCHAR',
  bid: 'VARCHAR',
  launched: 'DATE',
  last_delivery: 'DATE',
}

/** What files say of campaigns, ad groups, ads and creatives, and pages people land on. */
export const entities = {
  version: 6,
  statements: [
    'ALTER TABLE member ADD COLUMN IF NOT EXISTS landing_page VARCHAR',
    'ALTER TABLE member ADD COLUMN attributes MAP(VARCHAR, VARCHAR)',
    ...Object.entries(ENTITY_COLUMNS).map(([name, type]) => `ALTER TABLE entity ADD COLUMN ${name} ${type}`),
  ],
} as const
