import { LANDED } from '../tables.ts'
import type { Placement } from './migration.ts'
import { columnList, mergeTree } from './table-sql.ts'

/** Statements for a shard that holds a part of a table whose rows are spread by member. */
export function partTable(name: 'fact' | 'touch', order: string, { cluster }: Placement): readonly string[] {
  return cluster === null ? [] : [mergeTree(`landed_${name}_part`, LANDED[name], order)]
}

/** Statement for such a table as it is asked. */
export function spreadTable(name: 'fact' | 'touch', order: string, { cluster, database }: Placement): string {
  if (cluster === null) return mergeTree(`landed_${name}`, LANDED[name], order)
  return `CREATE TABLE IF NOT EXISTS landed_${name} (${columnList(LANDED[name])})
    ENGINE = Distributed('${cluster}', '${database}', 'landed_${name}_part', member)`
}
