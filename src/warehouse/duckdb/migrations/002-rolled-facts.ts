import { DELIVERY_MEASURES } from '#schema/measure.ts'

const measureColumns = Object.entries(DELIVERY_MEASURES).map(([name, { unit }]) =>
  unit === 'money' ? `${name} DECIMAL(38, 6)` : `${name} DOUBLE`,
)

/**
 * Facts of large loads summed over what questions about creatives do not ask. Each stands under one of the
 * members it sums; `roll` names the loads that have them.
 */
export const rolledFacts = {
  version: 2,
  statements: [
    `CREATE TABLE rolled_fact (
      load INTEGER NOT NULL,
      day DATE,
      member UBIGINT NOT NULL,
      ${measureColumns.join(',\n      ')},
      kind SMALLINT,
      count DOUBLE,
      value DECIMAL(38, 6)
    )`,
    'CREATE TABLE roll (load INTEGER PRIMARY KEY)',
  ],
} as const
