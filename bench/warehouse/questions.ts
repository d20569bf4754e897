/** A question as permille is asked it, as a person would write it in SQL over a table of facts, and in Malloy. */
export interface BenchQuestion {
  readonly name: string
  /** Whether facts summed by creative can answer it. */
  readonly canRoll: boolean
  readonly input: Readonly<Record<string, unknown>>
  /**
   * The same question by hand: the MMP's installs where they cover a network and 90 % of them fall on what it delivered,
   * else the network's own, names, the largest hundred and the totals. That every source has one report is known by whom
   * it is written, not asked.
   */
  hand(facts: string): string
  /** Less than was asked: the MMP's installs whatever they match, and no totals. */
  short(facts: string): string
  readonly malloy: string
}

const LAST = ['2026-10-04', '2026-10-31'] as const
const BEFORE = ['2026-09-06', '2026-10-03'] as const
const within = ([from, to]: readonly [string, string], column = 'f.day') =>
  `${column} BETWEEN DATE '${from}' AND DATE '${to}'`
const malloyDays = ([from, to]: readonly [string, string]) => `\`day\` >= @${from} and \`day\` <= @${to}`

const MMP = 'f.kind = $mmp'
const CLAIMED = 'f.kind = $claimed'
const sums = `sum(f.impressions) AS shown, sum(f.spend) AS paid, sum(f.count) FILTER (WHERE ${MMP}) AS got`
const during = (days: readonly [string, string], name: string) =>
  `sum(f.impressions) FILTER (WHERE ${within(days)}) AS shown_${name},
  sum(f.spend) FILTER (WHERE ${within(days)}) AS paid_${name},
  sum(f.count) FILTER (WHERE ${MMP} AND ${within(days)}) AS got_${name}`
const claimed = (name: string, days?: readonly [string, string]) =>
  `sum(f.count) FILTER (WHERE ${CLAIMED}${days === undefined ? '' : ` AND ${within(days)}`}) AS claimed${name}`

const METRICS = 'impressions,spend,installs,ipm,cpi'
const MOST = { sort: '-impressions', limit: 100 }
const MALLOY_SUMS = 'aggregate: shown, paid, installs, ipm, cpi; order_by: shown desc; limit: 100'
const MALLOY_CREATIVE = 'group_by: placed.creative, placed.creative_name'

/** Sums by creative, those with most impressions, and their names. */
function shortly(facts: string, columns: string, where: string, more = '', order = 'shown'): string {
  return `SELECT s.*, e.name AS name FROM (
    SELECT i.creative AS creative, ${columns} FROM ${facts} f JOIN identity i ON i.member = f.member ${more}
    ${where} GROUP BY i.creative ORDER BY ${order} DESC LIMIT 100
  ) s LEFT JOIN entity e ON e.level = 'creative' AND e.key = s.creative`
}

/** Sums with whose installs count for each network decided beside them, in a period whose columns end in `name`. */
const settled = (name: string) =>
  `s.shown${name} AS shown${name}, s.paid${name} AS paid${name},
    CASE WHEN sum(CASE WHEN s.shown${name} IS NOT NULL THEN s.got${name} END) OVER (PARTITION BY s.network)
      >= 0.9 * sum(s.got${name}) OVER (PARTITION BY s.network)
      THEN coalesce(s.got${name}, 0) ELSE s.claimed${name} END AS installs${name}`
const totals = (name: string) =>
  `sum(x.shown${name}) AS impressions${name}, sum(x.paid${name}) AS spend${name}, sum(x.installs${name}) AS installs${name}`

/**
 * The same with whose installs count for each network, and with the totals, which nothing is larger than; `names` end the
 * columns of each period. The facts are read once on every store: ClickHouse reads a named step as often as it is used.
 */
function byCreative(
  facts: string,
  columns: string,
  where: string,
  more = '',
  names: readonly string[] = [''],
): string {
  const all = (part: (name: string) => string) => names.map(part).join(', ')
  return `SELECT r.*, e.name AS name FROM (
    SELECT x.creative AS creative, ${all(totals)} FROM (
      SELECT s.creative AS creative, ${all(settled)} FROM (
        SELECT i.creative AS creative, i.network AS network, ${columns}
        FROM ${facts} f JOIN identity i ON i.member = f.member ${more} ${where} GROUP BY i.creative, i.network
      ) s
    ) x GROUP BY GROUPING SETS ((x.creative), ()) ORDER BY impressions${names[0]} DESC LIMIT 101
  ) r LEFT JOIN entity e ON e.level = 'creative' AND e.key = r.creative`
}

const PLACE = { network: 'Unity Ads', app: '90000100', os: 'ios', country: 'US' }
const IN_PLACE = `WHERE ${within(LAST)} AND i.network = 'unity-ads' AND m.app = '${PLACE.app}' AND m.os = '${PLACE.os}' AND m.country = '${PLACE.country}'`

export const QUESTIONS: readonly BenchQuestion[] = [
  {
    name: 'leaderboard of creatives, 28 days',
    canRoll: true,
    input: { metrics: METRICS, by: 'creative', last: '28d', ...MOST },
    hand: (facts) => byCreative(facts, `${sums}, ${claimed('')}`, `WHERE ${within(LAST)}`),
    short: (facts) => shortly(facts, sums, `WHERE ${within(LAST)}`),
    malloy: `{ where: ${malloyDays(LAST)}; ${MALLOY_CREATIVE}; ${MALLOY_SUMS} }`,
  },
  {
    name: 'leaderboard of creatives, all days',
    canRoll: true,
    input: { metrics: METRICS, by: 'creative', ...MOST },
    hand: (facts) => byCreative(facts, `${sums}, ${claimed('')}`, ''),
    short: (facts) => shortly(facts, sums, ''),
    malloy: `{ ${MALLOY_CREATIVE}; ${MALLOY_SUMS} }`,
  },
  {
    name: 'trend by day and network',
    canRoll: true,
    input: { metrics: METRICS, by: 'day,network' },
    hand: (facts) => `SELECT x.day AS day, x.network AS network, ${totals('')} FROM (
        SELECT s.day::VARCHAR AS day, s.network AS network, s.shown AS shown, s.paid AS paid,
          CASE WHEN sum(s.got) OVER (PARTITION BY s.network) IS NOT NULL THEN coalesce(s.got, 0) ELSE s.claimed END AS installs
        FROM (
          SELECT f.day AS day, i.network AS network, ${sums}, ${claimed('')}
          FROM ${facts} f JOIN identity i ON i.member = f.member GROUP BY f.day, i.network
        ) s
      ) x GROUP BY GROUPING SETS ((x.day, x.network), ())`,
    short: (facts) => `SELECT f.day AS day, i.network AS network, ${sums}
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
      byCreative(facts, `${sums}, ${claimed('')}`, IN_PLACE, 'JOIN member m ON m.member = f.member'),
    short: (facts) => shortly(facts, sums, IN_PLACE, 'JOIN member m ON m.member = f.member'),
    malloy: `{ where: ${malloyDays(LAST)} and placed.network = 'unity-ads' and placed.app = '${PLACE.app}' and placed.os = '${PLACE.os}' and placed.country = '${PLACE.country}'; ${MALLOY_CREATIVE}; ${MALLOY_SUMS} }`,
  },
  {
    name: 'two periods of 28 days compared, by creative',
    canRoll: true,
    input: { metrics: METRICS, by: 'creative', last: '28d', compare: 'previous', ...MOST },
    hand: (facts) =>
      byCreative(
        facts,
        `${during(LAST, 'now')}, ${claimed('_now', LAST)}, ${during(BEFORE, 'before')}, ${claimed('_before', BEFORE)}`,
        `WHERE ${within([BEFORE[0], LAST[1]])}`,
        '',
        ['_now', '_before'],
      ),
    short: (facts) =>
      shortly(
        facts,
        `${during(LAST, 'now')}, ${during(BEFORE, 'before')}`,
        `WHERE ${within([BEFORE[0], LAST[1]])}`,
        '',
        'shown_now',
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
