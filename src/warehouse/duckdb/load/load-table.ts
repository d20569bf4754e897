import type { DuckDBConnection } from '@duckdb/node-api'
import { PermilleError } from '#schema/error.ts'
import type { LoadOutcome, LoadPlan } from '../../load-plan.ts'
import type { LoadOptions } from '../../warehouse.ts'
import { DuckdbSession } from '../duckdb-session.ts'
import { inTransaction } from '../transaction.ts'
import { factStatement } from './fact-statement.ts'
import { describeLoad, recordLoad } from './load-record.ts'
import { measureTotals } from './measure-totals.ts'
import { memberStatement } from './member-statement.ts'
import { outcomeKindNumbers } from './outcome-kinds.ts'
import { withProgress } from './progress.ts'
import { quarantineRows } from './quarantine-rows.ts'
import { replaceCovered } from './replace-covered.ts'
import { writeRolledFacts } from './rolled-facts.ts'
import { ROW_STATE } from './row-state.ts'
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

/** SQL that holds for one fact of each row of the file. */
function firstOfRow(plan: LoadPlan, kinds: readonly number[]): string {
  return plan.outcomes.by === 'row' ? 'TRUE' : `kind IS NOT DISTINCT FROM ${kinds[0] ?? 'NULL'}`
}

async function countStates(connection: DuckDBConnection, isFirst: string) {
  const answer = await connection.runAndReadAll(
    `SELECT load, count(*)::DOUBLE AS n FROM fact WHERE load < 0
       AND ${isFirst} GROUP BY load`,
  )
  const counts = new Map(answer.getRowObjects().map((row) => [Number(row.load), Number(row.n)]))
  return {
    totals: counts.get(ROW_STATE.total) ?? 0,
    quarantined: counts.get(ROW_STATE.unreadable) ?? 0,
    blank: counts.get(ROW_STATE.blank) ?? 0,
  }
}

async function readTable(
  connection: DuckDBConnection,
  plan: LoadPlan,
  options: LoadOptions,
): Promise<LoadOutcome> {
  const load = await number(connection, 'SELECT coalesce(max(load), 0) + 1 FROM load')
  const kinds = await outcomeKindNumbers(
    connection,
    (plan.outcomes.by === 'column' ? plan.outcomes.columns : plan.outcomes.kinds).map(({ kind }) => kind),
  )
  const isFirst = firstOfRow(plan, kinds)
  await connection.run(memberStatement(plan, load))
  await withProgress(connection, options.onProgress, () => connection.run(factStatement(plan, load, kinds)))

  const states = await countStates(connection, isFirst)
  const stored = await number(connection, `SELECT count(*) FROM fact WHERE load = ${load} AND ${isFirst}`)
  const statedTotals =
    states.totals === 0
      ? []
      : [...(await measureTotals(connection, 'fact', `load = ${ROW_STATE.total}`, 'member')).values()]
  const quarantine = states.quarantined === 0 ? [] : await quarantineRows(connection, plan, load)
  if (states.totals + states.quarantined + states.blank > 0) {
    await connection.run('DELETE FROM fact WHERE load < 0')
    await connection.run(
      `DELETE FROM member WHERE load = ${load} AND member NOT IN (SELECT member FROM fact WHERE load = ${load})`,
    )
  }
  const described = await describeLoad(connection, plan, load)
  const equal = await earlierEqual(connection, plan)
  const rows = { read: stored + states.totals + states.quarantined + states.blank, stored, ...states }
  const replaced = await replaceCovered(
    connection,
    {
      load,
      source: plan.source,
      report: described.report,
      namesCampaigns: described.namesCampaigns,
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

/** Reads one table into the store in one transaction; a rehearsal does all of it and takes it back. */
export async function loadTable(
  connection: DuckDBConnection,
  plan: LoadPlan,
  options: LoadOptions,
): Promise<LoadOutcome> {
  try {
    return await inTransaction(connection, async () => {
      const outcome = await readTable(connection, plan, options)
      if (!options.commit || outcome.unchangedFrom !== null || outcome.rows.stored === 0)
        throw new NothingToKeep(outcome)
      await options.derive?.(new DuckdbSession(connection))
      return outcome
    })
  } catch (error) {
    if (error instanceof NothingToKeep) return error.outcome
    if (error instanceof Error && /CSV|Parquet|Invalid unicode/i.test(error.message)) {
      throw new PermilleError(
        'input_refused',
        `${plan.fileName} cannot be read as a table: ${firstLine(error.message)}`,
        {
          remedy: 'open it, check that every row has the same columns, and export it again',
          cause: error,
        },
      )
    }
    throw error
  }
}

function firstLine(message: string): string {
  return (message.split('\n').find((line) => line.trim() !== '') ?? message).slice(0, 300)
}
