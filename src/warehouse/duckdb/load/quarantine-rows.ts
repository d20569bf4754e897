import type { DuckDBConnection } from '@duckdb/node-api'
import type { LoadPlan, QuarantinedRow } from '../../load-plan.ts'
import { identifier, textOrNull } from '../literal.ts'
import { readingColumns } from './reading-columns.ts'
import { rowProblems } from './row-state.ts'

const SHOWN = 100

/** Keeps every unreadable row with its place, its cell and the reason; returns the first of them. */
export async function quarantineRows(
  connection: DuckDBConnection,
  plan: LoadPlan,
  load: number,
): Promise<readonly QuarantinedRow[]> {
  const problems = rowProblems(plan)
  const pick = (choose: (problem: (typeof problems)[number]) => string) =>
    `CASE ${problems.map((problem) => `WHEN coalesce((${problem.when}), FALSE) THEN ${choose(problem)}`).join(' ')} END`
  const columns = plan.headers.map(identifier).join(', ')
  await connection.run(
    `INSERT INTO quarantine
     SELECT ${load}, permille_row + ${plan.firstRow - 1},
       ${pick(({ column }) => textOrNull(column))},
       ${pick(({ column }) => (column === null ? 'NULL' : `left(${identifier(column)}::VARCHAR, 200)`))},
       ${pick(({ reason }) => reason)}
     FROM (SELECT row_number() OVER () AS permille_row, ${columns}${readingColumns(plan)} FROM ${plan.relation({ ordered: true })})
     WHERE NOT (${plan.isBlank}) AND NOT (${plan.isTotal})
       AND (${problems.map(({ when }) => `coalesce((${when}), FALSE)`).join(' OR ')})`,
  )
  const shown = await connection.runAndReadAll(
    `SELECT row::INTEGER AS row, column_name, value, reason FROM quarantine WHERE load = ${load} ORDER BY row LIMIT ${SHOWN}`,
  )
  return shown.getRowObjects().map((row) => ({
    row: Number(row.row),
    column: row.column_name === null ? null : String(row.column_name),
    value: row.value === null ? null : String(row.value),
    reason: String(row.reason),
  }))
}
