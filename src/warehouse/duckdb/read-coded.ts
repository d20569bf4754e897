import type { DuckDBConnection } from '@duckdb/node-api'
import type { CodedAnswer, CodedQuestion, CodedTexts } from '../coded-answer.ts'
import { duckdbDialect } from './dialect.ts'
import { readAll } from './duckdb-session.ts'
import { identifier } from './literal.ts'

async function readNumbers(connection: DuckDBConnection, sql: string, rows: number) {
  const result = await connection.run(sql)
  const columns = result.columnNames().map(() => new Float64Array(rows))
  let at = 0
  for (;;) {
    const chunk = await result.fetchChunk()
    // Asked once: it is a call into the engine.
    const count = chunk?.rowCount ?? 0
    if (chunk === null || count === 0) return columns
    for (const [index, column] of columns.entries()) {
      const vector = chunk.getColumnVector(index)
      for (let place = 0; place < count; place += 1) {
        const number = vector.getItem(place)
        column[at + place] = typeof number === 'number' ? number : Number.NaN
      }
    }
    at += count
  }
}

/** The different texts of some columns of `asked`, in order, which a table of their own numbers. */
async function codeTexts(
  connection: DuckDBConnection,
  group: number,
  columns: readonly string[],
): Promise<CodedTexts['texts']> {
  const names = columns.map(identifier)
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE asked_${group} AS
      SELECT row_number() OVER (ORDER BY ${names.join(', ')}) - 1 AS code, t.*
      FROM (
        SELECT h${group}, ${names.map((name) => `any_value(${name}) AS ${name}`).join(', ')}
        FROM asked GROUP BY h${group}
      ) t`,
  )
  const { rows } = await readAll(
    connection,
    `SELECT ${names.join(', ')} FROM asked_${group} ORDER BY code`,
    [],
  )
  return rows.map((row) => columns.map((column) => (typeof row[column] === 'string' ? row[column] : null)))
}

/**
 * A coded answer, coded by DuckDB: fetching a text costs a call into the engine, and an answer by place has
 * millions of texts, most of them the same.
 */
export async function readCoded(
  connection: DuckDBConnection,
  { sql, parameters, groups, numbers }: CodedQuestion,
): Promise<CodedAnswer> {
  const hashes = groups.map(
    (columns, index) =>
      `${duckdbDialect.hash(columns.map((column) => `q.${identifier(column)}`))} AS h${index}`,
  )
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE asked AS SELECT q.*, ${hashes.join(', ')} FROM (${sql}) q`,
    [...parameters],
  )
  try {
    const texts: CodedTexts['texts'][] = []
    for (const [index, columns] of groups.entries()) texts.push(await codeTexts(connection, index, columns))
    const counted = await readAll(connection, 'SELECT count(*)::DOUBLE AS rows FROM asked', [])
    const codes = groups.map((_, index) => `g${index}.code::DOUBLE`)
    const joins = groups.map(
      (_, index) => ` JOIN asked_${index} g${index} ON g${index}.h${index} = q.h${index}`,
    )
    const read = await readNumbers(
      connection,
      `SELECT ${[...codes, ...numbers.map((column) => `q.${identifier(column)}::DOUBLE`)].join(', ')}
        FROM asked q${joins.join('')} ORDER BY ${codes.join(', ')}`,
      Number(counted.rows[0]?.rows ?? 0),
    )
    return {
      groups: texts.map((own, index) => ({ texts: own, codes: Int32Array.from(read[index] ?? []) })),
      numbers: Object.fromEntries(
        numbers.map((column, index) => [column, read[groups.length + index] ?? new Float64Array()]),
      ),
    }
  } finally {
    for (const table of ['asked', ...groups.map((_, index) => `asked_${index}`)])
      await connection.run(`DROP TABLE IF EXISTS temp.${table}`)
  }
}
