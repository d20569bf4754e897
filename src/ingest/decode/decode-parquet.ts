import { stat } from 'node:fs/promises'
import type { DecodedTable, SqlQuery } from './decoded-table.ts'
import { HEAD_ROWS, TAIL_ROWS } from './limits.ts'
import { readBytes } from './read-bytes.ts'
import { refuse } from './refuse.ts'

/** A Parquet file as it is: its columns and its first and last rows as text. */
export async function decodeParquet(
  path: string,
  name: string,
  query: SqlQuery | undefined,
): Promise<DecodedTable> {
  const { size } = await stat(path)
  const end = await readBytes(path, Math.max(0, size - 4), 4)
  if (size < 12 || end.toString('latin1') !== 'PAR1') {
    throw refuse(name, 'is cut off: the end of the Parquet file is missing', 'download it again')
  }
  if (!query)
    throw refuse(name, 'is a Parquet file, and no database is at hand to read it', 'import it into a project')
  try {
    return await readTable(path, name, size, query)
  } catch (error) {
    throw refuse(name, 'is a damaged Parquet file', 'write or download it again', error)
  }
}

async function readTable(path: string, name: string, size: number, query: SqlQuery): Promise<DecodedTable> {
  const file = `read_parquet('${path.replaceAll("'", "''")}')`
  const counted = await query(`SELECT count(*) AS "rows" FROM ${file}`)
  const rows = Number(counted.rows[0]?.rows ?? 0)
  const sample = async (clause: string) => {
    const answer = await query(`SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ${file} ${clause}`)
    return {
      headers: [...answer.columns],
      rows: answer.rows.map((row) => answer.columns.map((column) => String(row[column] ?? ''))),
    }
  }
  const head = await sample(`LIMIT ${HEAD_ROWS}`)
  const tail = await sample(`LIMIT ${TAIL_ROWS} OFFSET ${Math.max(0, rows - TAIL_ROWS)}`)
  return {
    name,
    path,
    format: { kind: 'parquet', headers: head.headers },
    encoding: 'utf-8',
    preamble: [],
    footer: [],
    head: head.rows,
    tail: tail.rows,
    firstRow: 1,
    rows,
    bytes: size,
    problems:
      rows === 0 ? [{ code: 'no_rows', message: 'the file has columns and no rows', severity: 'info' }] : [],
  }
}
