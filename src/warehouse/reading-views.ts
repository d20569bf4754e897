import { DIMENSION_NAMES, ENTITY_LEVELS } from '#schema/dimension.ts'
import { DELIVERY_MEASURE_NAMES } from '#schema/measure.ts'

const members = DIMENSION_NAMES.map(
  (name) => `m.${name} AS ${name === 'network' ? 'reported_network' : name}`,
)
const identities = ENTITY_LEVELS.map((level) => `i.${level} AS ${level}_key`)
const landed = [
  'l.load AS load',
  'l.source AS source',
  'l.report AS report',
  'f.day AS day',
  'i.network AS network',
  ...members,
  ...identities,
]
const FROM = `FROM fact f JOIN load l ON l.load = f.load JOIN member m ON m.member = f.member
  LEFT JOIN identity i ON i.member = m.member`
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
    description: 'campaigns, ad groups, ads and creatives: key, id, network and latest name',
    sql: 'SELECT level, key, network, id, name FROM entity',
  },
  rates: {
    description: 'what one unit of a currency is worth in the project’s, from its day on',
    sql: 'SELECT day, currency, rate FROM currency_rate',
  },
} as const satisfies Record<string, { description: string; sql: string }>
