import { DuckDBInstance } from '@duckdb/node-api'

let connection: ReturnType<typeof connect> | undefined

async function connect() {
  return (await DuckDBInstance.create(':memory:')).connect()
}

/** Rows of plain SQL over files, by a DuckDB of its own: an independent count to compare an answer with. */
export async function countRows(sql: string): Promise<readonly Readonly<Record<string, string | null>>[]> {
  connection ??= connect()
  const reader = await (await connection).runAndReadAll(sql)
  return reader
    .getRowObjectsJson()
    .map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([column, value]) => [column, value === null ? null : String(value)]),
      ),
    )
}

/** The only row of plain SQL over files, as numbers. */
export async function countTotals(sql: string): Promise<Readonly<Record<string, number>>> {
  const [row = {}] = await countRows(sql)
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, Number(value)]))
}

/** `FROM` expression of a CSV file with every cell as text. */
export function csvText(path: string, options = ''): string {
  return `read_csv('${path.replaceAll("'", "''")}', header = true, all_varchar = true${options})`
}
