import { DIMENSION_NAMES, ENTITY_LEVELS } from '#schema/dimension.ts'
import { DELIVERY_MEASURE_NAMES } from '#schema/measure.ts'
import type { Dialect } from './dialect.ts'
import { TOUCH_TEXTS, TOUCH_TIMES } from './load-plan.ts'

const members = DIMENSION_NAMES.map(
  (name) => `m.${name} AS ${name === 'network' ? 'reported_network' : name}`,
)
const identities = ['i.app AS app_key', ...ENTITY_LEVELS.map((level) => `i.${level} AS ${level}_key`)]
const landedOf = (rows: string) => [
  'l.load AS load',
  'l.source AS source',
  'l.report AS report',
  `${rows}.day AS day`,
  'i.network AS network',
  ...members,
  ...identities,
]
const landed = landedOf('f')
const joined = (
  rows: string,
) => `JOIN load l ON l.load = ${rows}.load JOIN member m ON m.member = ${rows}.member
  LEFT JOIN identity i ON i.member = m.member`
const FROM = `FROM fact f ${joined('f')}`
const same = (alias: string, names: string) => names.split(' ').map((name) => `${alias}.${name} AS ${name}`)

/**
 * What SQL written by people may read, with what each view holds. They show rows as landed: which report or basis
 * answers, conversion of money and matching are left to `query` and `rank`.
 */
export const READING_VIEWS = {
  delivery: {
    description: 'impressions, clicks, spend and video steps as landed, a row per fact',
    sql: `SELECT ${[...landed, 'l.delivery_basis AS basis', ...same('f', DELIVERY_MEASURE_NAMES.join(' ')), 'm.currency AS currency'].join(', ')}
      ${FROM} WHERE ${DELIVERY_MEASURE_NAMES.map((name) => `f.${name} IS NOT NULL`).join(' OR ')}`,
  },
  outcome: {
    description: 'installs and every other event as landed, a row per fact, event and basis',
    sql: `SELECT ${[...landed, ...same('k', 'event counting basis attribution date_basis attribution_window cohort_day validity'), ...same('f', 'count value'), 'm.currency AS currency'].join(', ')}
      ${FROM} JOIN outcome_kind k ON k.kind = f.kind WHERE f.kind IS NOT NULL`,
  },
  touch: {
    description:
      'raw logs as landed, a row per attributed install, click or event: times, device facts as keyed hashes',
    sql: (dialect: Dialect) =>
      `SELECT ${[
        ...landedOf('t'),
        ...same('t', ['event', ...TOUCH_TIMES, ...TOUCH_TEXTS].join(' ')),
        `nullif(${dialect.joinTexts('t.contributors', ', ')}, '') AS contributors`,
        't.validity AS validity',
        'l.zone AS zone',
      ].join(', ')} FROM attributed_touch t ${joined('t')}`,
  },
  loads: {
    description: 'what was imported, a row per file or table',
    sql: `SELECT load, source, layout, report, file_name, content_hash, delivery_basis AS basis, zone, observed_at, loaded_at,
      day_from, day_to, rows_stored, rows_quarantined, undone_at FROM load`,
  },
  quarantined: {
    description: 'rows that could not be read, with file, row, column and reason',
    sql: `SELECT q.load AS load, l.file_name AS file_name, ${same('q', 'row column_name value reason').join(', ')}
      FROM quarantine q JOIN load l ON l.load = q.load`,
  },
  names: {
    description:
      'campaigns, ad groups, ads and creatives: key, id, network, latest name, every name, status, budget, launch, last delivery and asset address',
    sql: 'SELECT level, key, network, id, name, names, parent, status, budget, bid, launched, last_delivery, asset_url FROM entity',
  },
  rates: {
    description: 'what one unit of a currency is worth in the project’s, from its day on',
    sql: 'SELECT day, currency, rate FROM currency_rate',
  },
} as const satisfies Record<string, { description: string; sql: string | ((dialect: Dialect) => string) }>

/** Statements that make these views, as a store writes them. */
export function readingViewStatements(dialect: Dialect): readonly string[] {
  return Object.entries(READING_VIEWS).map(
    ([name, { sql }]) => `CREATE OR REPLACE VIEW ${name} AS ${typeof sql === 'string' ? sql : sql(dialect)}`,
  )
}
