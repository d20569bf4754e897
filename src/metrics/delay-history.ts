import { addDays, countDays, type Day } from '#schema/day.ts'
import { sliceOfLoad } from '#warehouse/load-slice.ts'
import type { SqlRow, Warehouse } from '#warehouse/warehouse.ts'
import { Parameters } from './parameters.ts'

/** What one report said of a day, and what the load that replaced it said. */
export interface RestatedTotal {
  readonly source: string
  readonly report: string
  readonly basis: string
  readonly network: string
  readonly field: string
  readonly day: Day
  /** Age of the day in days when it was said, and when it was said again. */
  readonly from: number
  readonly to: number
  readonly before: number
  readonly after: number
}

/** Installs of a raw log by the day of their touch and the days from it to the install. */
export interface TouchDelay {
  readonly source: string
  readonly network: string
  readonly day: Day
  readonly delay: number
  readonly installs: number
}

/** Days back from the newest observation that are learnt from. */
const LEARNT_DAYS = 120
/** No attribution window is longer. */
const LONGEST_DELAY = 60

interface SeenLoad {
  readonly source: string
  readonly report: string
  readonly observedOn: Day
  /** Whether it answered for all rows of its days, and not only for the campaigns it names. */
  readonly isWhole: boolean
}

async function readLoads(warehouse: Warehouse): Promise<ReadonlyMap<number, SeenLoad>> {
  const { rows } = await warehouse.query(
    `SELECT load, source, report, observed_at::DATE::VARCHAR AS observed_on, settings FROM load WHERE undone_at IS NULL`,
  )
  return new Map(
    rows.map((row) => [
      Number(row.load),
      {
        source: String(row.source),
        report: String(row.report),
        observedOn: String(row.observed_on),
        isWhole: sliceOfLoad(String(row.settings)) !== null,
      },
    ]),
  )
}

/**
 * SQL for what was replaced and what took its place, by day and network. Rows are compared within their account, app and
 * OS, and within their campaign where a file covers no more than the campaigns it names; what replaced several loads at
 * once is left out, since its rows were not of one age.
 */
function linksSql(
  counted: { readonly amount: string; readonly field: string; readonly basis: string; readonly from: string },
  whole: readonly number[],
  since: string,
  warehouse: Warehouse,
): string {
  const { hash, joinGathered } = warehouse.dialect
  const campaign = (load: string) =>
    whole.length === 0
      ? 'p.campaign'
      : `CASE WHEN ${load} IN (${whole.join(', ')}) THEN '' ELSE p.campaign END`
  // No column of the joined tables has one of these names: GROUP BY would mean that column.
  const keys = ['later', 'day', 'network', 'place', 'about', 'field', 'basis']
  const named = (load: string) =>
    `${load} AS later, f.day AS day, p.network AS network, p.place AS place, ${campaign(load)} AS about,
      ${counted.field} AS field, ${counted.basis} AS basis, sum(f.${counted.amount})::DOUBLE AS amount`
  const joined = `${joinGathered} placed p ON p.member = f.member ${counted.from}`
  const columns = `load, day, member, kind, ${counted.amount}`
  const rows = keys.join(', ')
  return `WITH placed AS (
  SELECT m.member AS member, coalesce(i.network, '') AS network, coalesce(i.campaign, '') AS campaign,
    ${hash(['m.account', 'm.app', 'm.os'])} AS place
  FROM member m JOIN identity i ON i.member = m.member
),
said AS (
  SELECT ${named('f.replaced_by')}, min(f.load) AS earlier, max(f.load) AS newest
  FROM replaced_fact f ${joined}
  WHERE f.day >= ${since} AND f.${counted.amount} IS NOT NULL GROUP BY ${rows}
),
stands AS (
  SELECT ${named('f.load')}
  FROM (SELECT ${columns} FROM fact UNION ALL SELECT ${columns} FROM replaced_fact) f ${joined}
  WHERE f.day >= ${since} AND f.${counted.amount} IS NOT NULL AND f.load IN (SELECT replaced_by FROM replaced_fact)
  GROUP BY ${rows}
)
SELECT a.earlier AS earlier, a.later AS later, a.day::VARCHAR AS day, a.network AS network, a.field AS field,
  a.basis AS basis, sum(a.amount)::DOUBLE AS said, sum(coalesce(b.amount, 0))::DOUBLE AS stands
FROM said a LEFT JOIN stands b ON ${keys.map((key) => `b.${key} = a.${key}`).join(' AND ')}
WHERE a.earlier = a.newest
GROUP BY a.earlier, a.later, a.day, a.network, a.field, a.basis
ORDER BY a.earlier, a.later, a.day, a.network, a.field, a.basis`
}

const OUTCOMES = {
  amount: 'count',
  field: "CASE WHEN k.counting = 'unique' THEN 'unique.' || k.event ELSE 'event.' || k.event END",
  basis: 'k.basis',
  from: "JOIN (SELECT * FROM outcome_kind WHERE validity = 'accepted' AND cohort_day IS NULL) k ON k.kind = f.kind",
}
const IMPRESSIONS = { amount: 'impressions', field: "'impressions'", basis: "''", from: '' }

function readTotal(row: SqlRow, loads: ReadonlyMap<number, SeenLoad>): readonly RestatedTotal[] {
  const [earlier, later] = [loads.get(Number(row.earlier)), loads.get(Number(row.later))]
  if (earlier === undefined || later === undefined) return []
  // A file of some campaigns that an answer for all of them replaced has not grown into it.
  if (later.isWhole && !earlier.isWhole) return []
  const day = String(row.day)
  const age = ({ observedOn }: SeenLoad) => (observedOn < day ? -1 : countDays(day, observedOn) - 1)
  const [from, to] = [age(earlier), age(later)]
  if (from < 0 || to <= from) return []
  return [
    {
      source: later.source,
      report: later.report,
      basis: String(row.basis),
      network: String(row.network),
      field: String(row.field),
      day,
      from,
      to,
      before: Number(row.said),
      after: Number(row.stands),
    },
  ]
}

/** What reports said of the days of the last four months and said otherwise later, in an order of its own: sums are the same each time. */
export async function readRestatedTotals(warehouse: Warehouse): Promise<readonly RestatedTotal[]> {
  const first = await warehouse.query('SELECT max(day)::VARCHAR AS newest FROM replaced_fact')
  const newest = first.rows[0]?.newest ?? null
  if (newest === null) return []
  const loads = await readLoads(warehouse)
  const whole = [...loads].filter(([, { isWhole }]) => isWhole).map(([load]) => load)
  const parameters = new Parameters()
  const since = `${parameters.bind(addDays(String(newest), -LEARNT_DAYS))}::DATE`
  const found: RestatedTotal[] = []
  for (const counted of [OUTCOMES, IMPRESSIONS]) {
    const { rows } = await warehouse.query(linksSql(counted, whole, since, warehouse), parameters.values)
    for (const row of rows) found.push(...readTotal(row, loads))
  }
  return found
}

/** Installs of raw logs by touch day and delay, of the last four months, in an order of its own. */
export async function readTouchDelays(warehouse: Warehouse): Promise<readonly TouchDelay[]> {
  const delay = '(f.install_time::DATE - f.touch_time::DATE)'
  const kept = `f.event = 'install' AND f.validity <> 'rejected' AND f.touch_time IS NOT NULL AND f.install_time IS NOT NULL`
  const first = await warehouse.query(
    `SELECT max(f.install_time)::DATE::VARCHAR AS newest FROM attributed_touch f WHERE ${kept}`,
  )
  const newest = first.rows[0]?.newest ?? null
  if (newest === null) return []
  const parameters = new Parameters()
  const since = `${parameters.bind(addDays(String(newest), -LEARNT_DAYS))}::DATE`
  const { rows } = await warehouse.query(
    `SELECT l.source AS source, coalesce(i.network, '') AS network, f.touch_time::DATE::VARCHAR AS day,
      ${delay}::INTEGER AS delay, count(*)::DOUBLE AS installs
    FROM attributed_touch f JOIN load l ON l.load = f.load JOIN identity i ON i.member = f.member
    WHERE ${kept} AND f.touch_time::DATE >= ${since} AND ${delay} BETWEEN 0 AND ${LONGEST_DELAY}
    GROUP BY l.source, i.network, f.touch_time::DATE, ${delay}
    ORDER BY l.source, i.network, f.touch_time::DATE, ${delay}`,
    parameters.values,
  )
  return rows.map((row) => ({
    source: String(row.source),
    network: String(row.network),
    day: String(row.day),
    delay: Number(row.delay),
    installs: Number(row.installs),
  }))
}
