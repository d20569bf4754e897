import { addDays, type Day } from '#schema/day.ts'
import { isReengagement } from '#schema/objective.ts'
import type { SqlCell, SqlRow, Warehouse } from '#warehouse/warehouse.ts'
import { acquisitionSql } from './acquisition.ts'
import { Parameters } from './parameters.ts'

export interface CataloguedKind {
  readonly kind: number
  readonly event: string
  readonly counting: 'every' | 'unique'
  readonly basis: string
  readonly attribution: string
  readonly dateBasis: string
  /** Day of its users' life it belongs to; `null` where it is not told so. */
  readonly cohortDay: number | null
  /** Last day of installs of which the load tells it, for one of a cohort. */
  readonly lastTold: Day | null
}

/** One landed table as the planner sees it. */
export interface CataloguedLoad {
  readonly load: number
  readonly source: string
  readonly sourceLabel: string
  readonly sourceKind: 'network' | 'mmp' | 'own'
  readonly report: string
  readonly deliveryBasis: string
  readonly dimensions: ReadonlySet<string>
  readonly measures: ReadonlySet<string>
  readonly kinds: readonly CataloguedKind[]
  readonly zone: string | null
  readonly partial: boolean
  /** First day that its source could still change when it was observed. */
  readonly provisionalFrom: Day | null
  /** Days back from its observation that its source still changes; `null` where nobody changes them. */
  readonly refetchDays: number | null
  /** Day it was observed on. */
  readonly observedOn: Day
  /** Last day of the period of rows without a day, where the file states one. */
  readonly periodTo: Day | null
  readonly rows: number
  /** Whether its facts are also kept summed by creative. */
  readonly rolled: boolean
}

/** Days of one network (and scope) that a load answers; `days` is `null` for rows without a day. */
export interface CataloguedSlice {
  readonly load: number
  readonly network: string
  readonly account: string | null
  /** The app its name stands for. */
  readonly app: string | null
  /** Its name as it was landed. */
  readonly landedApp: string | null
  readonly os: string | null
  readonly from: Day | null
  readonly to: Day | null
  readonly impressions: number
}

/** Impressions, or outcomes of one kind, of a load on one day, for sources of which several reports were landed. */
export interface ContestedDay {
  readonly load: number
  readonly day: Day
  /** `null` for impressions. */
  readonly kind: number | null
  readonly amount: number
}

/** Unbroken days a load answers for an account, app and OS, for sources of which several reports were landed. */
export interface ContestedSpan {
  readonly load: number
  readonly account: string | null
  readonly app: string | null
  readonly os: string | null
  readonly from: Day
  readonly to: Day
}

/** What is known of advertising to people who have the app already. */
export interface Reengagement {
  /** Objectives, as they were landed, that say so. */
  readonly objectives: readonly string[]
  /** Loads with rows of it, and the networks of those rows. */
  readonly loads: ReadonlyMap<number, readonly string[]>
}

/** What the store holds, small enough to plan every question with. */
export interface Catalogue {
  readonly loads: readonly CataloguedLoad[]
  readonly slices: readonly CataloguedSlice[]
  readonly contested: readonly ContestedDay[]
  readonly contestedSpans: readonly ContestedSpan[]
  readonly networkLabels: ReadonlyMap<string, string>
  /** The app each name stands for, by the name in lower case. */
  readonly appNames: ReadonlyMap<string, string>
  readonly currencies: readonly string[]
  readonly reengagement: Reengagement
  readonly newestDay: Day | null
  readonly newestCompleteDay: Day | null
  readonly oldestDay: Day | null
  readonly lastLoadAt: string | null
  /** First day each source may still change, where there is one among its rows. */
  readonly provisional: readonly { readonly sourceLabel: string; readonly from: Day }[]
  readonly dataVersion: string
}

function text(value: SqlCell | undefined): string {
  return value === null || value === undefined ? '' : String(value)
}

function textOrNull(value: SqlCell | undefined): string | null {
  return value === null || value === undefined ? null : String(value)
}

function words(value: SqlCell | undefined): ReadonlySet<string> {
  return new Set(
    text(value)
      .split(' ')
      .filter((word) => word !== ''),
  )
}

function readKind(row: SqlRow): CataloguedKind {
  return {
    kind: Number(row.kind),
    event: text(row.event),
    counting: row.counting === 'unique' ? 'unique' : 'every',
    basis: text(row.basis),
    attribution: text(row.attribution),
    dateBasis: text(row.date_basis),
    cohortDay: row.cohort_day === null || row.cohort_day === undefined ? null : Number(row.cohort_day),
    lastTold: textOrNull(row.last_told),
  }
}

/** A number that changes whenever the loads change. */
export async function readDataVersion(warehouse: Warehouse): Promise<string> {
  const { rows } = await warehouse.query(
    `SELECT count(*)::VARCHAR || '.' || coalesce(max(load), 0)::VARCHAR || '.' || count(undone_at)::VARCHAR AS version FROM load`,
  )
  return text(rows[0]?.version)
}

/** SQL for the loads of sources of which several reports were landed. */
const CONTESTED = `SELECT load FROM load WHERE undone_at IS NULL AND source IN (
  SELECT source FROM load WHERE undone_at IS NULL GROUP BY source HAVING count(DISTINCT report) > 1)`

async function readReengagement(warehouse: Warehouse): Promise<Reengagement> {
  const { rows } = await warehouse.query(`SELECT DISTINCT m.objective AS objective FROM member m
    WHERE m.objective IS NOT NULL ORDER BY 1`)
  const objectives = rows.map((row) => text(row.objective)).filter(isReengagement)
  if (objectives.length === 0) return { objectives, loads: new Map() }
  const parameters = new Parameters()
  const acquisition = acquisitionSql(objectives, warehouse.dialect, parameters)
  const found = await warehouse.query(
    `SELECT DISTINCT m.load AS load, coalesce(i.network, '') AS network
    FROM member m JOIN identity i ON i.member = m.member WHERE NOT ${acquisition}`,
    parameters.values,
  )
  const loads = Map.groupBy(found.rows, ({ load }) => Number(load))
  return {
    objectives,
    loads: new Map([...loads].map(([load, own]) => [load, own.map(({ network }) => text(network))])),
  }
}

/** Reads what the store holds. */
export async function readCatalogue(warehouse: Warehouse): Promise<Catalogue> {
  const [
    loads,
    kinds,
    slices,
    contested,
    spans,
    labels,
    apps,
    currencies,
    span,
    provisional,
    dataVersion,
    reengagement,
  ] = await Promise.all([
    warehouse.query(`SELECT l.load, l.source, coalesce(p.label, l.source) AS label, coalesce(p.kind, 'own') AS kind, l.report,
        l.delivery_basis, l.dimensions, l.measures, l.zone, l.partial, l.rows_stored::DOUBLE AS n,
        (l.observed_at::DATE - p.refetch_days)::VARCHAR AS provisional_from, p.refetch_days AS refetch_days,
        l.observed_at::DATE::VARCHAR AS observed_on, l.period_to::VARCHAR AS period_to,
        (l.load IN (SELECT load FROM roll))::BOOLEAN AS rolled
      FROM load l LEFT JOIN source_profile p USING (source) WHERE l.undone_at IS NULL ORDER BY l.load`),
    warehouse.query(`SELECT k.load AS load, k.kind AS kind, o.event AS event, o.counting AS counting, o.basis AS basis,
          o.attribution AS attribution, o.date_basis AS date_basis, o.cohort_day AS cohort_day, t.last_told AS last_told
        FROM load_kind k JOIN outcome_kind o ON o.kind = k.kind
        LEFT JOIN (SELECT load, kind, max(day)::VARCHAR AS last_told FROM fact
          WHERE kind IN (SELECT kind FROM outcome_kind WHERE cohort_day IS NOT NULL)
            AND (count IS NOT NULL OR value IS NOT NULL) GROUP BY load, kind) t ON t.load = k.load AND t.kind = k.kind
        WHERE o.validity = 'accepted'`),
    warehouse.query(`SELECT s.load, coalesce(n.network, '') AS network, s.account, a.app AS app, s.app AS landed_app, s.os,
        min(s.day)::VARCHAR AS from_day, max(s.day)::VARCHAR AS to_day, coalesce(sum(s.impressions), 0) AS impressions
      FROM slice s LEFT JOIN network_name n ON n.name = s.network
      LEFT JOIN app_name a ON a.name = s.app GROUP BY s.load, n.network, s.account, a.app, s.app, s.os, s.day IS NULL`),
    warehouse.query(`SELECT load, day::VARCHAR AS day, NULL AS kind, sum(impressions) AS amount FROM slice
      WHERE impressions IS NOT NULL AND day IS NOT NULL AND load IN (${CONTESTED}) GROUP BY ALL
      UNION ALL
      SELECT load, day::VARCHAR AS day, kind, sum(count) AS amount FROM fact
      WHERE count IS NOT NULL AND day IS NOT NULL AND load IN (${CONTESTED}) GROUP BY ALL`),
    warehouse.query(`SELECT load, account, app, os, min(day)::VARCHAR AS from_day, max(day)::VARCHAR AS to_day
      FROM (SELECT DISTINCT load, account, app, os, day,
          day - dense_rank() OVER (PARTITION BY load, account, app, os ORDER BY day)::INTEGER AS island
        FROM slice WHERE day IS NOT NULL AND load IN (${CONTESTED}))
      GROUP BY load, account, app, os, island`),
    warehouse.query('SELECT DISTINCT network, label FROM network_name'),
    warehouse.query('SELECT name, app FROM app_name ORDER BY name'),
    warehouse.query('SELECT DISTINCT currency FROM member WHERE currency IS NOT NULL ORDER BY 1'),
    warehouse.query(`SELECT min(s.day)::VARCHAR AS oldest, max(s.day)::VARCHAR AS newest,
        max(s.day) FILTER (WHERE s.day < l.observed_at::DATE)::VARCHAR AS complete, max(l.loaded_at) AS loaded
      FROM slice s JOIN load l USING (load)`),
    warehouse.query(`SELECT p.label, min(greatest(l.observed_at::DATE - p.refetch_days, l.day_from))::VARCHAR AS from_day
      FROM load l JOIN source_profile p USING (source)
      WHERE l.undone_at IS NULL AND l.day_to >= l.observed_at::DATE - p.refetch_days GROUP BY p.label ORDER BY 1`),
    readDataVersion(warehouse),
    readReengagement(warehouse),
  ])
  const kindsOf = Map.groupBy(kinds.rows, (row) => Number(row.load))
  const times = span.rows[0] ?? {}
  const newestDay = textOrNull(times.newest)
  return {
    loads: loads.rows.map((row) => ({
      load: Number(row.load),
      source: text(row.source),
      sourceLabel: text(row.label),
      sourceKind: row.kind === 'network' || row.kind === 'mmp' ? row.kind : 'own',
      report: text(row.report),
      deliveryBasis: text(row.delivery_basis),
      dimensions: words(row.dimensions),
      measures: words(row.measures),
      kinds: (kindsOf.get(Number(row.load)) ?? []).map(readKind),
      zone: textOrNull(row.zone),
      partial: row.partial === true,
      provisionalFrom: textOrNull(row.provisional_from),
      refetchDays: row.refetch_days === null ? null : Number(row.refetch_days),
      observedOn: text(row.observed_on),
      periodTo: textOrNull(row.period_to),
      rows: Number(row.n),
      rolled: row.rolled === true,
    })),
    slices: slices.rows.map((row) => ({
      load: Number(row.load),
      network: text(row.network),
      account: textOrNull(row.account),
      app: textOrNull(row.app),
      landedApp: textOrNull(row.landed_app),
      os: textOrNull(row.os),
      from: textOrNull(row.from_day),
      to: textOrNull(row.to_day),
      impressions: Number(row.impressions),
    })),
    contested: contested.rows.map((row) => ({
      load: Number(row.load),
      day: text(row.day),
      kind: row.kind === null ? null : Number(row.kind),
      amount: Number(row.amount),
    })),
    contestedSpans: spans.rows.map((row) => ({
      load: Number(row.load),
      account: textOrNull(row.account),
      app: textOrNull(row.app),
      os: textOrNull(row.os),
      from: text(row.from_day),
      to: text(row.to_day),
    })),
    networkLabels: new Map(labels.rows.map((row) => [text(row.network), text(row.label)])),
    appNames: new Map(apps.rows.map((row) => [text(row.name).toLowerCase(), text(row.app)])),
    currencies: currencies.rows.map((row) => text(row.currency)),
    reengagement,
    newestDay,
    newestCompleteDay: textOrNull(times.complete) ?? (newestDay === null ? null : addDays(newestDay, -1)),
    oldestDay: textOrNull(times.oldest),
    lastLoadAt: textOrNull(times.loaded),
    provisional: provisional.rows.map((row) => ({ sourceLabel: text(row.label), from: text(row.from_day) })),
    dataVersion,
  }
}
