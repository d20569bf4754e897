import type { DuckDBConnection } from '@duckdb/node-api'
import { DIMENSION_NAMES } from '#schema/dimension.ts'
import type { LoadOutcome, LoadPlan } from '../../load-plan.ts'
import type { LoadSlice } from '../../load-slice.ts'
import { insertRows } from '../insert-rows.ts'
import { identifier } from '../literal.ts'
import { reportKey } from './report-key.ts'

const STATED_COLUMNS = ['load', 'row', 'field', 'amount']

export interface DescribedLoad {
  readonly report: string
  readonly namesCampaigns: boolean
  readonly days: LoadOutcome['days']
  readonly dateless: boolean
  readonly scopes: LoadOutcome['scopes']
  readonly currencies: readonly string[]
  readonly dimensions: readonly string[]
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value)
}

function fieldsOf({ delivery, outcomes }: LoadPlan): readonly string[] {
  const kinds = outcomes.by === 'column' ? outcomes.columns : outcomes.kinds
  const events =
    outcomes.by === 'row'
      ? ['one event per row']
      : kinds.map(
          ({ kind }) =>
            `${kind.counting}.${kind.event}.${kind.basis}${kind.cohortDay === null ? '' : `.d${kind.cohortDay}`}`,
        )
  return [...Object.keys(delivery), ...events]
}

/** Whether a load covers only the campaigns it names; a stream answers for every campaign of its days. */
export function namesCampaigns(dimensions: readonly string[], slice: LoadSlice | null): boolean {
  return slice === null && (dimensions.includes('campaign') || dimensions.includes('campaign_id'))
}

/** What the rows of a load turned out to be: days, scopes, currencies, and the grain of the report. */
export async function describeLoad(
  connection: DuckDBConnection,
  plan: LoadPlan,
  load: number,
): Promise<DescribedLoad> {
  const counts = await connection.runAndReadAll(
    `SELECT ${DIMENSION_NAMES.map((name) => `count(${identifier(name)})::DOUBLE AS ${identifier(name)}`).join(', ')}
     FROM member WHERE load = ${load}`,
  )
  const filled = counts.getRowObjects()[0] ?? {}
  const dimensions = [
    ...DIMENSION_NAMES.filter((name) => Number(filled[name] ?? 0) > 0),
    ...Object.keys(plan.tags).map((tag) => `tag.${tag}`),
  ]
  const span = await connection.runAndReadAll(
    `SELECT min(day)::VARCHAR AS from_day, max(day)::VARCHAR AS to_day, coalesce(bool_or(day IS NULL), FALSE) AS dateless
     FROM fact WHERE load = ${load}`,
  )
  const days = span.getRowObjects()[0] ?? {}
  const from = textOf(days.from_day)
  const to = textOf(days.to_day)
  const scopes = await connection.runAndReadAll(
    `SELECT DISTINCT account, app, os FROM member WHERE load = ${load} LIMIT 100`,
  )
  const currencies = await connection.runAndReadAll(
    `SELECT DISTINCT currency FROM member WHERE load = ${load} AND currency IS NOT NULL ORDER BY 1`,
  )
  return {
    report: plan.report ?? reportKey(plan.layout, dimensions, plan.day !== null, fieldsOf(plan)),
    namesCampaigns: namesCampaigns(dimensions, plan.slice),
    days: from === null || to === null ? null : { from, to },
    dateless: days.dateless === true,
    scopes: scopes.getRowObjects().map((row) => ({
      account: textOf(row.account),
      app: textOf(row.app),
      os: textOf(row.os),
    })),
    currencies: currencies.getRows().map(([currency]) => String(currency)),
    dimensions,
  }
}

/** Writes the record of a load, in the same transaction as its rows. */
export async function recordLoad(
  connection: DuckDBConnection,
  plan: LoadPlan,
  facts: {
    readonly load: number
    readonly kinds: readonly number[]
    readonly rows: LoadOutcome['rows']
    readonly described: DescribedLoad
    readonly statedTotals: LoadOutcome['statedTotals']
  },
): Promise<void> {
  const { load, kinds, rows, described, statedTotals } = facts
  await connection.run(
    `INSERT INTO load VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::TIMESTAMPTZ::TIMESTAMP, now()::TIMESTAMP, ?::DATE, ?::DATE, ?, ?::DATE, ?::DATE, ?, ?, ?, ?, ?, NULL)`,
    [
      load,
      plan.source,
      plan.layout,
      described.report,
      plan.fileName,
      await plan.contentHash,
      plan.settingsHash,
      plan.settings,
      plan.deliveryBasis,
      plan.zone,
      plan.zoneFrom,
      plan.observedAt,
      described.days?.from ?? null,
      described.days?.to ?? null,
      described.dateless,
      plan.period?.from ?? null,
      plan.period?.to ?? null,
      plan.partial,
      described.dimensions.join(' '),
      Object.keys(plan.delivery).join(' '),
      rows.stored,
      rows.quarantined,
    ],
  )
  const stated = statedTotals.flatMap((totals, row) =>
    Object.entries(totals).map(([field, amount]) => [load, row, field, amount]),
  )
  await insertRows(connection, 'stated_total', STATED_COLUMNS, stated)
  const own = [...new Set(kinds)].map((kind) => [load, kind])
  await insertRows(connection, 'load_kind', ['load', 'kind'], own)
}
