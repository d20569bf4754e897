/** A question as permille is asked it, as a person would write it in SQL over a table of facts, and in Malloy. */
export interface BenchQuestion {
  readonly name: string
  /** Whether facts summed by creative can answer it. */
  readonly canRoll: boolean
  readonly input: Readonly<Record<string, unknown>>
  hand(facts: string): string
  readonly malloy: string
}

const LAST = ['2026-10-04', '2026-10-31'] as const
const BEFORE = ['2026-09-06', '2026-10-03'] as const
const within = ([from, to]: readonly [string, string], column = 'f.day') =>
  `${column} BETWEEN DATE '${from}' AND DATE '${to}'`
const malloyDays = ([from, to]: readonly [string, string]) => `\`day\` >= @${from} and \`day\` <= @${to}`

const SUMS = ['f.impressions', 'f.spend']
const INSTALLS = 'f.kind = $installs'
const sums = `${SUMS.map((column) => `sum(${column}) AS ${column.slice(2)}`).join(', ')},
  sum(f.count) FILTER (WHERE ${INSTALLS}) AS installs`
const during = (days: readonly [string, string], name: string) =>
  `${SUMS.map((column) => `sum(${column}) FILTER (WHERE ${within(days)}) AS ${column.slice(2)}_${name}`).join(', ')},
  sum(f.count) FILTER (WHERE ${INSTALLS} AND ${within(days)}) AS installs_${name}`

const METRICS = 'impressions,spend,installs,ipm,cpi'
const MOST = { sort: 'impressions', limit: 100 }
const MALLOY_SUMS = 'aggregate: shown, paid, installs, ipm, cpi; order_by: shown desc; limit: 100'
const MALLOY_CREATIVE = 'group_by: placed.creative, placed.creative_name'

/** Sums by creative, those with most impressions, and their names. */
function byCreative(facts: string, columns: string, where: string, more = '', order = 'impressions'): string {
  return `SELECT s.*, e.name AS name FROM (
    SELECT i.creative AS creative, ${columns} FROM ${facts} f JOIN identity i ON i.member = f.member ${more}
    ${where} GROUP BY i.creative ORDER BY ${order} DESC LIMIT 100
  ) s LEFT JOIN entity e ON e.level = 'creative' AND e.key = s.creative`
}

const PLACE = { network: 'Unity Ads', app: '90000100', os: 'ios', country: 'US' }

export const QUESTIONS: readonly BenchQuestion[] = [
  {
    name: 'leaderboard of creatives, 28 days',
    canRoll: true,
    input: { metrics: METRICS, by: 'creative', last: '28d', ...MOST },
    hand: (facts) => byCreative(facts, sums, `WHERE ${within(LAST)}`),
    malloy: `{ where: ${malloyDays(LAST)}; ${MALLOY_CREATIVE}; ${MALLOY_SUMS} }`,
  },
  {
    name: 'leaderboard of creatives, all days',
    canRoll: true,
    input: { metrics: METRICS, by: 'creative', ...MOST },
    hand: (facts) => byCreative(facts, sums, ''),
    malloy: `{ ${MALLOY_CREATIVE}; ${MALLOY_SUMS} }`,
  },
  {
    name: 'trend by day and network',
    canRoll: true,
    input: { metrics: METRICS, by: 'day,network' },
    hand: (facts) => `SELECT f.day AS day, i.network AS network, ${sums}
      FROM ${facts} f JOIN identity i ON i.member = f.member GROUP BY f.day, i.network ORDER BY day, network`,
    malloy:
      '{ group_by: `day`, placed.network; aggregate: shown, paid, installs, ipm, cpi; order_by: `day`, network }',
  },
  {
    name: 'drill-down: creatives of a network, app, OS and country',
    canRoll: false,
    input: {
      metrics: METRICS,
      by: 'creative',
      last: '28d',
      where: `network = "${PLACE.network}" and app = "${PLACE.app}" and os = ${PLACE.os} and country = ${PLACE.country}`,
      ...MOST,
    },
    hand: (facts) =>
      byCreative(
        facts,
        sums,
        `WHERE ${within(LAST)} AND i.network = 'unity-ads' AND m.app = '${PLACE.app}' AND m.os = '${PLACE.os}' AND m.country = '${PLACE.country}'`,
        'JOIN member m ON m.member = f.member',
      ),
    malloy: `{ where: ${malloyDays(LAST)} and placed.network = 'unity-ads' and placed.app = '${PLACE.app}' and placed.os = '${PLACE.os}' and placed.country = '${PLACE.country}'; ${MALLOY_CREATIVE}; ${MALLOY_SUMS} }`,
  },
  {
    name: 'two periods of 28 days compared, by creative',
    canRoll: true,
    input: { metrics: METRICS, by: 'creative', last: '28d', compare: 'previous', ...MOST },
    hand: (facts) =>
      byCreative(
        facts,
        `${during(LAST, 'now')}, ${during(BEFORE, 'before')}`,
        `WHERE ${within([BEFORE[0], LAST[1]])}`,
        '',
        'impressions_now',
      ),
    malloy: `{ where: ${malloyDays([BEFORE[0], LAST[1]])}; ${MALLOY_CREATIVE}; aggregate: ${(
      [
        ['now', LAST],
        ['before', BEFORE],
      ] as const
    )
      .map(([name, days]) =>
        ['shown', 'paid', 'installs', 'ipm', 'cpi']
          .map((measure) => `${measure}_${name} is ${measure} { where: ${malloyDays(days)} }`)
          .join(', '),
      )
      .join(', ')}; order_by: shown_now desc; limit: 100 }`,
  },
]
