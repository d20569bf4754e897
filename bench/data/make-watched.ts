import { DuckDBInstance } from '@duckdb/node-api'
import type { Day } from '#schema/day.ts'

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

/** Runs one statement in a database of its own. */
async function runAlone(statement: string): Promise<void> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run('SET preserve_insertion_order = false')
  await connection.run("SET memory_limit = '2GB'")
  await connection.run(statement)
  connection.closeSync()
}

/** Share of 1 that a row draws, the same each time. */
const drawn = (...parts: readonly string[]) => `((hash(${parts.join(', ')}) % 1000003) / 1000003.0)`

/** Counts around a mean as chance leaves them, near enough to Poisson for means above three. */
const around = (mean: string, seed: string) => {
  const one = (part: number) => drawn('creative', 'day', 'place', `'${seed}${part}'`)
  return `greatest(0, round(${mean} + sqrt(${mean}) * 2.0 * (${one(1)} + ${one(2)} + ${one(3)} - 1.5)))::BIGINT`
}

/**
 * Writes a report of days: every creative on each of the days up to the last in twelve places (two networks, two systems, three
 * countries). A creative in ten loses half of its rate on a day in the second half.
 */
export function writeWatched(path: string, creatives: number, days: number, lastDay: Day): Promise<void> {
  const rate = `(4 + 12 * ${drawn('creative')}) * (0.7 + 0.6 * ${drawn('place')})
    * CASE WHEN creative % 10 = 0 AND day > ${days / 2} + creative % ${Math.floor(days / 3)} THEN 0.5 ELSE 1 END`
  const impressions = `round(800 * (0.5 + ${drawn('creative', "'volume'")}) * (0.8 + 0.4 * ${drawn('creative', 'day', 'place')}))::BIGINT`
  return runAlone(`COPY (
    SELECT (DATE ${literal(lastDay)} - (${days - 1} - day)::INTEGER)::VARCHAR AS "Day", CASE WHEN place % 2 = 0 THEN 'Unity Ads' ELSE 'AppLovin' END AS "Network",
      CASE WHEN place // 2 % 2 = 0 THEN 'ios' ELSE 'android' END AS "System", ['US', 'DE', 'BR'][place // 4 + 1] AS "Country",
      'Campaign ' || creative % 40 AS "Campaign", 'Creative ' || creative AS "Creative", impressions AS "Shown",
      ${around('impressions * rate / 1000', 'installs')} AS "Installs", round(impressions * 0.006, 2) AS "Cost"
    FROM (SELECT *, ${impressions} AS impressions, ${rate} AS rate FROM range(${creatives}) c(creative), range(${days}) d(day), range(12) p(place))
  ) TO ${literal(path)} (FORMAT csv, HEADER)`)
}

/**
 * Writes a log of attributed installs of four networks with two hundred sites each: most come some minutes to days
 * after the click; on one site in fifty they come within seconds of it, and on another after a day at random.
 */
export function writeInstalls(path: string, installs: number): Promise<void> {
  const share = (name: string) => `((hash(n, '${name}') % 1000003) / 1000003.0)`
  const honest = `round(30 + exp(4 + 3.2 * (${share('a')} + ${share('b')} + ${share('c')}) - 1.6))`
  return runAlone(`COPY (
    SELECT strftime(TIMESTAMP '2026-10-01' + to_seconds(clicked), '%Y-%m-%d %H:%M:%S') AS touch_time,
      strftime(TIMESTAMP '2026-10-01' + to_seconds(clicked + delay), '%Y-%m-%d %H:%M:%S') AS install_time,
      ['unityads_int', 'applovin_int', 'mintegral_int', 'ironsource_int'][n % 4 + 1] AS network, 'site ' || site AS site,
      ['US', 'DE', 'BR', 'JP', 'IN'][n // 7 % 5 + 1] AS country, CASE WHEN n // 3 % 2 = 0 THEN 'ios' ELSE 'android' END AS os,
      'Model ' || n // 11 % 300 AS device
    FROM (SELECT n, site, floor(30 * 86400 * ${share('at')})::BIGINT AS clicked, CASE WHEN site % 50 = 7 THEN round(3 + 5 * ${share('delay')})
        WHEN site % 50 = 13 THEN round(86400 * 2 * ${share('delay')}) ELSE ${honest} END::BIGINT AS delay
      FROM (SELECT n, floor(200 * ${share('site')} * ${share('site2')})::BIGINT AS site FROM range(${installs}) r(n)))
  ) TO ${literal(path)} (FORMAT csv, HEADER)`)
}
