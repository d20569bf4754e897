import type { DuckDBConnection } from '@duckdb/node-api'
import { PermilleError } from '#schema/error.ts'
import type { LoadOutcome, LoadPlan, OutcomeKind } from '../../load-plan.ts'
import type { LoadProgress } from '../../warehouse.ts'
import { factStatement } from './fact-statement.ts'
import { type DescribedLoad, describeLoad } from './load-record.ts'
import { measureTotals } from './measure-totals.ts'
import { memberStatement } from './member-statement.ts'
import { STAGES, withProgress } from './progress.ts'
import { quarantineRows } from './quarantine-rows.ts'
import { ROW_STATE } from './row-state.ts'
import { readTouches } from './touch-rows.ts'

/** What a file's rows turned out to be once they stand in `fact` and `member`. */
export interface ReadRows {
  readonly rows: LoadOutcome['rows']
  readonly statedTotals: LoadOutcome['statedTotals']
  readonly quarantine: LoadOutcome['quarantine']
  readonly touches: LoadOutcome['touches']
  readonly described: DescribedLoad
}

/** Every kind of outcome a plan may find. */
export function kindsOf({ outcomes }: LoadPlan): readonly OutcomeKind[] {
  return (outcomes.by === 'column' ? outcomes.columns : outcomes.kinds).map(({ kind }) => kind)
}

/** SQL that holds for one fact of each row of the file. */
function firstOfRow(plan: LoadPlan, kinds: readonly number[]): string {
  return plan.outcomes.by === 'row' ? 'TRUE' : `kind IS NOT DISTINCT FROM ${kinds[0] ?? 'NULL'}`
}

/** A file may write its one total above and below its rows. */
const TOTAL_ROWS = `(SELECT DISTINCT * FROM fact WHERE load = ${ROW_STATE.total})`

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

/** Reads the rows of a file into `fact`, `member` and `quarantine` under the number of a load. */
export async function readRows(
  connection: DuckDBConnection,
  plan: LoadPlan,
  load: number,
  kinds: readonly number[],
  onProgress: LoadProgress | undefined,
): Promise<ReadRows> {
  const isFirst = firstOfRow(plan, kinds)
  await withProgress(connection, onProgress, STAGES.texts, () => connection.run(memberStatement(plan, load)))
  await withProgress(connection, onProgress, STAGES.numbers, () =>
    connection.run(factStatement(plan, load, kinds)),
  )

  const states = await countStates(connection, isFirst)
  const counted = await connection.runAndReadAll(
    `SELECT count(*) FROM fact WHERE load = ${load} AND ${isFirst}`,
  )
  const stored = Number(counted.getRows()[0]?.[0] ?? 0)
  const rows = { read: stored + states.totals + states.quarantined + states.blank, stored, ...states }
  onProgress?.({ fraction: STAGES.numbers.to, rows: rows.read })
  const statedTotals =
    states.totals === 0 ? [] : [...(await measureTotals(connection, TOTAL_ROWS, 'TRUE', 'member')).values()]
  const quarantine = states.quarantined === 0 ? [] : await quarantineRows(connection, plan, load)
  if (states.totals + states.quarantined + states.blank > 0) {
    await connection.run('DELETE FROM fact WHERE load < 0')
    await connection.run(
      `DELETE FROM member WHERE load = ${load} AND member NOT IN (SELECT member FROM fact WHERE load = ${load})`,
    )
  }
  const touches = await readTouches(connection, plan, load)
  return { rows, statedTotals, quarantine, touches, described: await describeLoad(connection, plan, load) }
}

/** The error of reading rows, as a refusal of the file where the file is at fault. */
export function refusalOf(plan: LoadPlan, error: unknown): unknown {
  if (!(error instanceof Error) || !/CSV|Parquet|Invalid unicode/i.test(error.message)) return error
  return new PermilleError(
    'input_refused',
    `${plan.fileName} cannot be read as a table: ${firstLine(error.message)}`,
    { remedy: 'open it, check that every row has the same columns, and export it again', cause: error },
  )
}

function firstLine(message: string): string {
  return (message.split('\n').find((line) => line.trim() !== '') ?? message).slice(0, 300)
}
