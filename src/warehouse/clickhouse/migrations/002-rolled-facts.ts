import { ROLLED } from '../tables.ts'
import type { Migration } from './migration.ts'
import { columnList, mergeTree } from './table-sql.ts'

const FACT_ORDER = '(roll, day, member)'

/**
 * Facts of large loads summed over what questions about creatives do not ask, each roll-up of a load under a number
 * of its own. It counts from the moment it stands in `landed_roll`, as long as what was replaced stays the same.
 */
export const rolledFacts: Migration = {
  version: 2,
  onEveryNode: ({ cluster }) =>
    cluster === null ? [] : [mergeTree('landed_rolled_fact_part', ROLLED.fact, FACT_ORDER)],
  onFirstNode: ({ cluster, database }) => [
    cluster === null
      ? mergeTree('landed_rolled_fact', ROLLED.fact, FACT_ORDER)
      : `CREATE TABLE IF NOT EXISTS landed_rolled_fact (${columnList(ROLLED.fact)})
          ENGINE = Distributed('${cluster}', '${database}', 'landed_rolled_fact_part', member)`,
    mergeTree('landed_roll', ROLLED.roll, '(load, roll)'),
  ],
}
