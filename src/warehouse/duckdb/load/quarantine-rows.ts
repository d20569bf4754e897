import type { DuckDBConnection } from '@duckdb/node-api'
import type { LoadPlan, QuarantinedRows } from '../../load-plan.ts'
import { identifier, textOrNull } from '../literal.ts'
import { readingColumns } from './reading-columns.ts'
import { rowProblems } from './row-state.ts'

const SHOWN = 5

/** Keeps every unreadable row with its place, its cell and the reason; returns how many are alike and the first of those. */
export async function quarantineRows(
  connection: DuckDBConnection,
  plan: LoadPlan,
  load: number,
): Promise<readonly QuarantinedRows[]> {
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
  const answer = await connection.runAndReadAll(
    `SELECT column_name, reason, n::INTEGER AS n, row::BIGINT AS row, value
     FROM (SELECT *, count(*) OVER alike AS n, min(row) OVER alike AS first_row,
             row_number() OVER (PARTITION BY column_name, reason ORDER BY row) AS place
           FROM quarantine WHERE load = ${load}
           WINDOW alike AS (PARTITION BY column_name, reason))
     WHERE place <= ${SHOWN} ORDER BY first_row, column_name, reason, place`,
  )
  const text = (cell: unknown) => (cell === null || cell === undefined ? null : String(cell))
  const alike = Map.groupBy(answer.getRowObjects(), (row) => JSON.stringify([row.column_name, row.reason]))
  return [...alike.values()].flatMap((rows) => {
    const [first] = rows
    if (first === undefined) return []
    return {
      column: text(first.column_name),
      reason: String(first.reason),
      count: Number(first.n),
      first: rows.map(({ row, value }) => ({ row: Number(row), value: text(value) })),
    }
  })
}
