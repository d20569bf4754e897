import { identifier } from '../dialect.ts'
import { DERIVED, FACT_COLUMNS, LANDED } from '../tables.ts'
import type { Migration, Placement } from './migration.ts'
import { columnList, IN_FORCE, mergeTree } from './table-sql.ts'

const ORDER: Readonly<Record<keyof typeof LANDED, string>> = {
  load: '(load)',
  load_kind: '(load)',
  member: '(load, member)',
  fact: '(load, day, member)',
  slice: '(load, day)',
  replacement: '(replaced_by, load)',
  quarantine: '(load, row)',
  stated_total: '(load, row)',
}

const HIDDEN = `SELECT slice FROM landed_replacement WHERE replaced_by IN (${IN_FORCE})`

const facts = (alias: string) => FACT_COLUMNS.map((name) => `${alias}.${name} AS ${name}`).join(', ')

function views(): readonly string[] {
  const derived = Object.entries(DERIVED).map(
    ([
      name,
      columns,
    ]) => `CREATE OR REPLACE VIEW ${name} AS SELECT ${Object.keys(columns).map(identifier).join(', ')}
      FROM derived_${name} WHERE version = (SELECT argMax(tables['${name}'], version) FROM publication)`,
  )
  const ofLoads = (['member', 'load_kind', 'quarantine', 'stated_total'] as const).map(
    (name) => `CREATE OR REPLACE VIEW ${name} AS SELECT * FROM landed_${name} WHERE load IN (${IN_FORCE})`,
  )
  return [
    ...derived,
    ...ofLoads,
    `CREATE OR REPLACE VIEW load AS
      SELECT l.*, u.undone_at AS undone_at FROM landed_load l
      LEFT JOIN (SELECT toNullable(undone) AS undone, max(toNullable(at)) AS undone_at FROM publication
        WHERE undone IS NOT NULL GROUP BY undone) u ON u.undone = l.load
      WHERE l.load IN (SELECT load FROM publication WHERE load IS NOT NULL)
      SETTINGS join_use_nulls = 1`,
    `CREATE OR REPLACE VIEW slice AS
      SELECT s.load AS load, s.network AS network, s.account AS account, s.app AS app, s.os AS os, s.day AS day,
        sum(s.rows) AS rows, sum(s.impressions) AS impressions
      FROM landed_slice s WHERE s.load IN (${IN_FORCE}) AND s.slice NOT IN (${HIDDEN})
      GROUP BY s.load, s.network, s.account, s.app, s.os, s.day`,
    `CREATE OR REPLACE VIEW fact AS SELECT ${facts('f')} FROM landed_fact f
      WHERE f.load GLOBAL IN (${IN_FORCE}) AND f.slice GLOBAL NOT IN (${HIDDEN})`,
    `CREATE OR REPLACE VIEW replaced_fact AS SELECT r.replaced_by AS replaced_by, ${facts('f')} FROM landed_fact f
      GLOBAL JOIN (SELECT slice, min(replaced_by) AS replaced_by FROM landed_replacement
        WHERE replaced_by IN (${IN_FORCE}) GROUP BY slice) r ON r.slice = f.slice
      WHERE f.load GLOBAL IN (${IN_FORCE})`,
    `CREATE OR REPLACE VIEW replaced_slice AS SELECT slice, load, replaced_by FROM landed_replacement
      WHERE replaced_by IN (${IN_FORCE})`,
    'CREATE OR REPLACE VIEW roll AS SELECT load FROM publication WHERE FALSE',
  ]
}

function factTable({ cluster, database }: Placement): readonly string[] {
  if (cluster === null) return [mergeTree('landed_fact', LANDED.fact, ORDER.fact)]
  return [
    `CREATE TABLE IF NOT EXISTS landed_fact (${columnList(LANDED.fact)})
      ENGINE = Distributed('${cluster}', '${database}', 'landed_fact_part', member)`,
  ]
}

/**
 * Rows as DuckDB has them, for a store without transactions: what is landed carries its load, what is derived
 * its version, and one row of `publication` says which of both count.
 */
export const landedRows: Migration = {
  version: 1,
  onEveryNode: ({ cluster }) =>
    cluster === null ? [] : [mergeTree('landed_fact_part', LANDED.fact, ORDER.fact)],
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
    ...factTable(placement),
    ...(['load', 'load_kind', 'member', 'slice', 'replacement', 'quarantine', 'stated_total'] as const).map(
      (name) => mergeTree(`landed_${name}`, LANDED[name], ORDER[name]),
    ),
    ...Object.entries(DERIVED).map(([name, columns]) =>
      mergeTree(
        `derived_${name}`,
        { version: 'UInt64', ...columns },
        `(version, ${Object.keys(columns)[0] ?? ''})`,
        'PARTITION BY version',
      ),
    ),
    ...views(),
  ],
}
