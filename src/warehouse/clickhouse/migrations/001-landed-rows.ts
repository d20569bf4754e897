import { DERIVED_TABLES, LANDED } from '../tables.ts'
import { partTable, spreadTable } from './engines.ts'
import type { Migration } from './migration.ts'
import { mergeTree } from './table-sql.ts'
import { derivedTable } from './views.ts'

const ORDER: Readonly<Record<Exclude<keyof typeof LANDED, 'touch'>, string>> = {
  load: '(load)',
  load_kind: '(load)',
  member: '(load, member)',
  fact: '(load, day, member)',
  slice: '(load, day)',
  replacement: '(replaced_by, load)',
  quarantine: '(load, row)',
  stated_total: '(load, row)',
}

/**
 * Rows as DuckDB has them, for a store without transactions: what is landed carries its load, what is derived
 * its version, and one row of `publication` says which of both count.
 */
export const landedRows: Migration = {
  version: 1,
  onEveryNode: (placement) => partTable('fact', ORDER.fact, placement),
  onFirstNode: (placement) => [
    mergeTree(
      'publication',
      {
        version: 'UInt64',
        writer: 'String',
        at: 'DateTime64(6)',
        load: 'Nullable(Int32)',
        undone: 'Nullable(Int32)',
        tables: 'Map(String, UInt64)',
      },
      'version',
    ),
    mergeTree('load_number', { load: 'Int32', writer: 'String', at: 'DateTime64(6)' }, 'load'),
    spreadTable('fact', ORDER.fact, placement),
    ...(['load', 'load_kind', 'member', 'slice', 'replacement', 'quarantine', 'stated_total'] as const).map(
      (name) => mergeTree(`landed_${name}`, LANDED[name], ORDER[name]),
    ),
    ...DERIVED_TABLES.map(derivedTable),
  ],
}
