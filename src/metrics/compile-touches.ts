import type { Dialect } from '#warehouse/dialect.ts'
import type { SqlValue } from '#warehouse/warehouse.ts'
import { acquisitionSql } from './acquisition.ts'
import { keptDaysSql, placedSql } from './compile-parts.ts'
import { rangeSql } from './fact-sources.ts'
import { Parameters } from './parameters.ts'
import type { Plan } from './plan.ts'

/** A stretch of seconds cut into bins of equal width, or of equal ratio. */
export interface IntervalSegment {
  readonly from: number
  readonly to: number
  readonly bins: number
  readonly scale: 'linear' | 'log'
}

/** SQL and its parameters. */
export interface CompiledTouches {
  readonly sql: string
  readonly parameters: readonly SqlValue[]
}

/** Seconds by which an install may precede its touch before their order is wrong: two clocks never agree. */
const TOLERANCE = 5

/** Adjust gives installs it refused a name of their own. */
const IS_INSTALL = "f.event IN ('install', 'rejected_install')"
const IS_COUNTED = `(${IS_INSTALL} AND f.validity <> 'rejected')`
const HAS_TIMES = '(f.touch_time IS NOT NULL AND f.install_time IS NOT NULL)'
const SECONDS = "date_diff('second', f.touch_time, f.install_time)"
/** A log that tells no device tells at least its model. */
const DEVICE = 'coalesce(f.device_key, f.device_model)'
const HAS_DEVICE = 'f.device_key IS NOT NULL'

const count = (condition: string) => `sum(CASE WHEN ${condition} THEN 1 ELSE 0 END)::DOUBLE`
const different = (value: string, condition: string) =>
  `count(DISTINCT CASE WHEN ${condition} THEN ${value} END)::DOUBLE`

/** SQL for the bin of the seconds from touch to install, the bins of all segments numbered through. */
function binSql(segments: readonly IntervalSegment[]): string {
  let before = 0
  const cases = segments.map(({ from, to, bins, scale }) => {
    const inside =
      scale === 'linear'
        ? `(${SECONDS} - ${from}) * ${bins / (to - from)}`
        : `ln(${SECONDS} / ${from}.0) * ${bins / Math.log(to / from)}`
    const sql = `WHEN ${SECONDS} < ${to} THEN ${before} + least(${bins - 1}, floor(${inside} + 1e-9))`
    before += bins
    return sql
  })
  return `CASE ${cases.join(' ')} ELSE ${before - 1} END`
}

/** The steps every question to touches begins with: members by what they belong to, and their touches. */
function touchSteps(plan: Plan, dialect: Dialect, parameters: Parameters): string {
  const objectives = plan.catalogue.reengagement.objectives
  const placed = placedSql(plan, dialect, parameters, () => ({
    columns: [],
    conditions: objectives.length === 0 ? [] : [acquisitionSql(objectives, dialect, parameters)],
  }))
  const keys = plan.groupings.map((_, index) => `p.k${index} AS k${index}`)
  const conditions = [
    rangeSql(plan, parameters),
    ...keptDaysSql(plan),
    "f.event IN ('install', 'rejected_install', 'click')",
  ]
  const columns = [
    'event',
    'touch_type',
    'touch_time',
    'install_time',
    'device_key',
    'address_key',
    'device_model',
    'validity',
  ]
  return `placed AS (
${placed}
),
touched AS (
  SELECT ${[...keys, 'p.network AS network', ...columns.map((name) => `f.${name} AS ${name}`)].join(', ')}
  FROM attributed_touch f ${dialect.joinGathered} placed p ON p.member = f.member
  WHERE ${conditions.join(' AND ')}
)`
}

/** SQL for what is counted of every site: the first grouping of the plan is the site. */
export function compileTouchSites(plan: Plan, dialect: Dialect): CompiledTouches {
  const parameters = new Parameters()
  const steps = touchSteps(plan, dialect, parameters)
  const timed = `${IS_COUNTED} AND ${HAS_TIMES}`
  const keyed = `${IS_COUNTED} AND ${HAS_DEVICE}`
  const [install, pair] = [
    dialect.hash(['f.device_key', 'f.install_time']),
    dialect.hash([`coalesce(${DEVICE}, '')`, 'f.touch_time', 'f.install_time']),
  ]
  const sql = `WITH ${steps},
models AS (
  SELECT f.network AS network, f.k0 AS k0, f.device_model AS model, count(*) AS n
  FROM touched f WHERE ${IS_COUNTED} AND f.device_model IS NOT NULL GROUP BY f.network, f.k0, f.device_model
),
known_models AS (SELECT model, sum(n) AS n FROM models GROUP BY model),
commonest AS (SELECT ${dialect.latest('model', 'n')} AS model, sum(n) AS n FROM known_models),
site_models AS (
  SELECT m.network AS network, m.k0 AS k0, max(m.n) AS top, sum(m.n) AS known, count(*) AS different,
    ${dialect.latest('m.model', 'm.n')} AS model
  FROM models m GROUP BY m.network, m.k0
),
site_common AS (
  SELECT m.network AS network, m.k0 AS k0, sum(m.n) AS n FROM models m JOIN commonest c ON c.model = m.model
  GROUP BY m.network, m.k0
),
counted AS (
  SELECT f.network AS network, f.k0 AS k0,
    ${count(IS_COUNTED)} AS installs,
    ${count(`${IS_INSTALL} AND f.validity = 'rejected'`)} AS rejected,
    ${count("f.event = 'click'")} AS clicks,
    ${count(timed)} AS timed,
    ${count(`${timed} AND ${SECONDS} < -${TOLERANCE}`)} AS disordered,
    ${count(`${IS_COUNTED} AND ${DEVICE} IS NOT NULL`)} AS devices,
    ${different(DEVICE, IS_COUNTED)} AS different_devices,
    ${count(keyed)} - ${different(install, keyed)} AS sent_again,
    ${count(timed)} - ${different(pair, timed)} AS alike,
    ${count(`${IS_COUNTED} AND f.address_key IS NOT NULL`)} AS addresses,
    ${different('f.address_key', IS_COUNTED)} AS different_addresses
  FROM touched f GROUP BY f.network, f.k0
)
SELECT s.network AS network, s.k0 AS site, s.installs AS installs, s.rejected AS rejected, s.clicks AS clicks,
  s.timed AS timed, s.disordered AS disordered, s.devices AS devices, s.different_devices AS different_devices,
  s.addresses AS addresses, s.different_addresses AS different_addresses,
  s.sent_again AS sent_again, s.alike AS alike,
  t.top::DOUBLE AS top, t.known::DOUBLE AS known, t.different::DOUBLE AS different, t.model AS model,
  a.n::DOUBLE AS of_model, x.n::DOUBLE AS common, c.n::DOUBLE AS all_models
FROM counted s
LEFT JOIN site_models t ON coalesce(t.network, '') = coalesce(s.network, '') AND coalesce(t.k0, '') = coalesce(s.k0, '')
LEFT JOIN site_common x ON coalesce(x.network, '') = coalesce(s.network, '') AND coalesce(x.k0, '') = coalesce(s.k0, '')
LEFT JOIN known_models a ON a.model = t.model
CROSS JOIN commonest c
ORDER BY s.network, s.k0`
  return { sql, parameters: parameters.values }
}

/** SQL for the values of the last grouping with most installs, most first. */
export function compileLargest(plan: Plan, dialect: Dialect, most: number): CompiledTouches {
  const parameters = new Parameters()
  const last = `f.k${plan.groupings.length - 1}`
  const sql = `WITH ${touchSteps(plan, dialect, parameters)}
SELECT ${last} AS place, count(*) AS n FROM touched f WHERE ${IS_COUNTED} AND ${last} IS NOT NULL
GROUP BY ${last} ORDER BY n DESC, place LIMIT ${most}`
  return { sql, parameters: parameters.values }
}

/** What installs are counted by: seconds since the click, or the hour of the day. */
export type TouchScale =
  | { readonly kind: 'delay'; readonly segments: readonly IntervalSegment[] }
  | { readonly kind: 'hour' }

/**
 * SQL for the installs of every site and place by a scale, as lists. Places that are not among the largest are one;
 * sites with fewer installs than `least` are one per network.
 */
export function compileTouchCounts(
  plan: Plan,
  dialect: Dialect,
  scale: TouchScale,
  { largest, least }: { readonly largest: readonly string[]; readonly least: number },
): CompiledTouches {
  const parameters = new Parameters()
  const steps = touchSteps(plan, dialect, parameters)
  const place = `f.k${plan.groupings.length - 1}`
  const kept = largest.map((value) => `${parameters.bind(value)}::VARCHAR`)
  const placed =
    kept.length === 0 ? "''" : `CASE WHEN ${place} IN (${kept.join(', ')}) THEN ${place} ELSE '' END`
  const others = plan.groupings.slice(1, -1).map((_, index) => `k${index + 1}`)
  const value = scale.kind === 'delay' ? binSql(scale.segments) : 'hour(f.install_time)'
  const counted =
    scale.kind === 'delay'
      ? `${IS_COUNTED} AND ${HAS_TIMES} AND coalesce(f.touch_type, 'click') <> 'view' AND ${SECONDS} >= -${TOLERANCE}`
      : `${IS_COUNTED} AND f.install_time IS NOT NULL`
  const floored = value.replaceAll(SECONDS, `greatest(0, ${SECONDS})`)
  const keys = ['owner', 'at_site', 'is_small', ...others.map((key) => `at_${key}`), 'at_place']
  const sql = `WITH ${steps},
sized AS (
  SELECT f.network AS network, f.k0 AS k0, count(*) AS n FROM touched f WHERE ${IS_COUNTED} GROUP BY f.network, f.k0
),
counted AS (
  SELECT f.network AS owner, CASE WHEN z.n >= ${least} THEN f.k0 END AS at_site,
    CASE WHEN z.n >= ${least} THEN 0 ELSE 1 END AS is_small,
    ${[...others.map((key) => `f.${key} AS at_${key}`), `${placed} AS at_place`].join(', ')},
    (${floored})::DOUBLE AS bin, count(*)::DOUBLE AS installs
  FROM touched f
  JOIN sized z ON coalesce(z.network, '') = coalesce(f.network, '') AND coalesce(z.k0, '') = coalesce(f.k0, '')
  WHERE ${counted}
  GROUP BY ${[...keys, 'bin'].join(', ')}
)
SELECT ${keys.map((key) => `c.${key} AS ${key}`).join(', ')}, ${dialect.list('c.bin')} AS bins, ${dialect.list('c.installs')} AS counts
FROM counted c GROUP BY ${keys.map((key) => `c.${key}`).join(', ')}`
  return { sql, parameters: parameters.values }
}
