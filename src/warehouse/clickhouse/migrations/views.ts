import { readingViewStatements } from '../../reading-views.ts'
import { currentRolls } from '../current-rolls.ts'
import { clickhouseDialect, identifier } from '../dialect.ts'
import { type Columns, DERIVED, DERIVED_TABLES, type DerivedTable, FACT_COLUMNS, LANDED } from '../tables.ts'
import { IN_FORCE, mergeTree } from './table-sql.ts'

const HIDDEN = `SELECT slice FROM landed_replacement WHERE replaced_by IN (${IN_FORCE})`

const facts = (alias: string) => FACT_COLUMNS.map((name) => `${alias}.${name} AS ${name}`).join(', ')

/** Every version of a derived table. */
export function derivedTable(name: DerivedTable): string {
  const columns: Columns = DERIVED[name]
  return mergeTree(
    `derived_${name}`,
    { version: 'UInt64', ...columns },
    `(version, ${Object.keys(columns)[0] ?? ''})`,
    'PARTITION BY version',
  )
}

/** The version of a derived table that counts. */
function derivedView(name: DerivedTable): string {
  return `CREATE OR REPLACE VIEW ${name} AS SELECT ${Object.keys(DERIVED[name]).map(identifier).join(', ')}
      FROM derived_${name} WHERE version = (SELECT argMax(tables['${name}'], version) FROM publication)`
}

const TOUCH_COLUMNS = Object.keys(LANDED.touch).filter((name) => name !== 'slice')

/** Views over what counts, under the names every store has, and those people ask; they need the tables of all migrations. */
export function views(): readonly string[] {
  const ofLoads = (['member', 'load_kind', 'quarantine', 'stated_total'] as const).map(
    (name) => `CREATE OR REPLACE VIEW ${name} AS SELECT * FROM landed_${name} WHERE load IN (${IN_FORCE})`,
  )
  return [
    ...DERIVED_TABLES.map(derivedView),
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
    `CREATE OR REPLACE VIEW roll AS ${currentRolls(IN_FORCE)}`,
    `CREATE OR REPLACE VIEW rolled_fact AS SELECT ${facts('f')}
      FROM landed_rolled_fact f WHERE f.roll GLOBAL IN (SELECT roll FROM roll)`,
    `CREATE OR REPLACE VIEW attributed_touch AS
      SELECT ${TOUCH_COLUMNS.map((name) => `t.${name} AS ${name}`).join(', ')} FROM landed_touch t
      WHERE t.load GLOBAL IN (${IN_FORCE}) AND t.slice GLOBAL NOT IN (${HIDDEN})`,
    ...readingViewStatements(clickhouseDialect),
  ]
}
