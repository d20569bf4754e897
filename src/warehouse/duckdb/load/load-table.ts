import type { DuckDBConnection } from '@duckdb/node-api'
import type { LoadOutcome, LoadPlan } from '../../load-plan.ts'
import type { LoadOptions } from '../../warehouse.ts'
import { DuckdbSession } from '../duckdb-session.ts'
import { inTransaction } from '../transaction.ts'
import { interruptible } from './interruptible.ts'
import { recordLoad } from './load-record.ts'
import { measureTotals } from './measure-totals.ts'
import { outcomeKindNumbers } from './outcome-kinds.ts'
import { kindsOf, readRows, refusalOf } from './read-rows.ts'
import { replaceCovered } from './replace-covered.ts'
import { writeRolledFacts } from './rolled-facts.ts'
import { writeSlices } from './slices.ts'

async function number(connection: DuckDBConnection, sql: string): Promise<number> {
  const answer = await connection.runAndReadAll(sql)
  return Number(answer.getRows()[0]?.[0] ?? 0)
}

async function earlierEqual(connection: DuckDBConnection, plan: LoadPlan): Promise<number | null> {
  const answer = await connection.runAndReadAll(
    `SELECT load FROM load l WHERE content_hash = ? AND settings_hash = ? AND undone_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM replaced_fact r WHERE r.load = l.load)
     ORDER BY load DESC LIMIT 1`,
    [await plan.contentHash, plan.settingsHash],
  )
  const load = answer.getRows()[0]?.[0]
  return load === undefined ? null : Number(load)
}

async function readTable(
  connection: DuckDBConnection,
  plan: LoadPlan,
  options: LoadOptions,
): Promise<LoadOutcome> {
  const load = await number(connection, 'SELECT coalesce(max(load), 0) + 1 FROM load')
  const kinds = await outcomeKindNumbers(connection, kindsOf(plan))
  const { rows, statedTotals, quarantine, touches, described } = await readRows(
    connection,
    plan,
    load,
    kinds,
    options.onProgress,
  )
  // A stream that says the same again says so of a later time.
  const equal = plan.slice === null ? await earlierEqual(connection, plan) : null
  const replaced = await replaceCovered(
    connection,
    {
      load,
      source: plan.source,
      report: described.report,
      namesCampaigns: described.namesCampaigns,
      slice: plan.slice,
    },
    equal,
  )
  const unchangedFrom = replaced.rows === 0 ? equal : null
  await recordLoad(connection, plan, { load, kinds, rows, described, statedTotals })
  await writeSlices(connection, [load, ...replaced.loads])
  const rolled =
    options.commit && unchangedFrom === null
      ? await writeRolledFacts(connection, [load, ...replaced.loads])
      : []
  const summed = rolled.includes(load) ? 'rolled_fact' : 'fact'
  const totals = (await measureTotals(connection, summed, `load = ${load}`)).get('null') ?? {}
  return {
    load,
    unchangedFrom,
    rows,
    days: described.days,
    dateless: described.dateless,
    report: described.report,
    scopes: described.scopes,
    currencies: described.currencies,
    totals,
    statedTotals,
    quarantine,
    touches,
    replaced,
  }
}

/** Thrown inside the transaction to leave a load that changes nothing, carrying what it found. */
class NothingToKeep extends Error {
  readonly outcome: LoadOutcome

  constructor(outcome: LoadOutcome) {
    super('nothing to keep')
    this.outcome = outcome
  }
}

/** A file without rows says nothing; a stream says that there is nothing, unless none of its rows could be read. */
export function hasSomethingToSay({ slice }: LoadPlan, { rows }: Pick<LoadOutcome, 'rows'>): boolean {
  return rows.stored > 0 || (slice !== null && rows.read === rows.totals)
}

/** Reads one table into the store in one transaction; a rehearsal does all of it and takes it back. */
export async function loadTable(
  connection: DuckDBConnection,
  plan: LoadPlan,
  options: LoadOptions,
): Promise<LoadOutcome> {
  try {
    return await inTransaction(connection, () =>
      interruptible(connection, options.signal, async () => {
        const outcome = await readTable(connection, plan, options)
        if (!options.commit || outcome.unchangedFrom !== null || !hasSomethingToSay(plan, outcome))
          throw new NothingToKeep(outcome)
        await options.derive?.(new DuckdbSession(connection), [outcome.load, ...outcome.replaced.loads])
        return outcome
      }),
    )
  } catch (error) {
    if (error instanceof NothingToKeep) return error.outcome
    throw refusalOf(plan, error)
  }
}
