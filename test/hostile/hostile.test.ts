import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodeFile } from '#ingest/decode/decode-file.ts'
import type { DecodedTable, SqlQuery } from '#ingest/decode/decoded-table.ts'
import { relationSql } from '#ingest/relation.ts'
import { decideNumberFormat } from '#ingest/values/number-format.ts'
import { numberSql } from '#ingest/values/sql.ts'
import { PermilleError } from '#schema/error.ts'
import { temporaryProject } from '../support/temporary-project.ts'
import type { Decodes } from './hostile-case.ts'
import { HOSTILE_CASES, makeFiles } from './make-files.ts'

const project = temporaryProject()
const scratch = join(project.path, 'scratch')
const connection = await (await DuckDBInstance.create(':memory:')).connect()

const query: SqlQuery = async (sql) => {
  const reader = await connection.runAndReadAll(sql)
  return {
    columns: reader.columnNames(),
    rows: reader
      .getRowObjectsJson()
      .map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([key, value]) => [key, value === null ? null : String(value)]),
        ),
      ),
  }
}

async function decode(name: string, encoding: string | undefined): Promise<DecodedTable[] | PermilleError> {
  try {
    return await decodeFile(join(project.path, name), {
      name,
      scratch,
      query,
      ...(encoding === undefined ? {} : { encoding }),
    })
  } catch (error) {
    if (error instanceof PermilleError) return error
    throw error
  }
}

async function readTotals(
  table: DecodedTable,
  columns: readonly string[],
): Promise<{ rows: number; totals: Record<string, number> }> {
  const { format } = table
  if (format.kind !== 'csv') throw new Error('the hostile tables are text')
  const values = (column: string) => table.head.map((row) => row[format.headers.indexOf(column)] ?? '')
  const numbers = decideNumberFormat(
    columns.map((column) => ({ values: values(column), counts: column !== 'Spend' })),
  )
  const sums = columns.map((column) => `, sum(${numberSql(column, numbers).value})`).join('')
  const reader = await connection.runAndReadAll(
    `SELECT count(*)${sums} FROM ${relationSql(table, { ordered: false })}`,
  )
  const [rows, ...totals] = (reader.getRowsJson()[0] ?? []).map(Number)
  return {
    rows: rows ?? -1,
    totals: Object.fromEntries(columns.map((column, index) => [column, totals[index] ?? -1])),
  }
}

beforeAll(() => {
  makeFiles(project.path)
  mkdirSync(scratch)
})
afterAll(() => project.remove())

async function expectTable(tables: readonly DecodedTable[], expected: Decodes): Promise<void> {
  expect(tables).toHaveLength(expected.tables ?? 1)
  const [table] = tables
  if (!table) return
  expect(table.rows).toBe(expected.rows)
  expect(table.head).toHaveLength(Math.min(expected.rows, 1000))
  if (expected.headers)
    expect(table.format.headers.slice(0, expected.headers.length)).toEqual(expected.headers)
  if (expected.preamble !== undefined) expect(table.preamble).toHaveLength(expected.preamble)
  if (expected.footer !== undefined) expect(table.footer).toHaveLength(expected.footer)
  expect(table.problems.map(({ code }) => code)).toEqual(
    expect.arrayContaining([...(expected.problems ?? [])]),
  )
  const read = await readTotals(table, Object.keys(expected.totals ?? {}))
  expect(read.rows).toBe(expected.rows)
  for (const [column, total] of Object.entries(expected.totals ?? {}))
    expect(read.totals[column]).toBeCloseTo(total, 6)
}

describe('a hostile file decodes as expected or is refused by a sentence', () => {
  test('and there are many of them, each once', () => {
    const names = HOSTILE_CASES.map(({ name }) => name)
    expect(names.length).toBeGreaterThanOrEqual(60)
    expect(new Set(names).size).toBe(names.length)
  })

  test.each(HOSTILE_CASES.map((hostile) => [hostile.name, hostile] as const))(
    '%s',
    async (name, { expect: expected, encoding }) => {
      const outcome = await decode(name, encoding)
      if ('refused' in expected) {
        expect(outcome).toBeInstanceOf(PermilleError)
        if (!(outcome instanceof PermilleError)) return
        expect(outcome.code).toBe('input_refused')
        expect(outcome.message).toMatch(expected.refused)
        expect(outcome.message).toContain(name)
        expect(outcome.remedy).toBeTruthy()
      } else {
        expect(outcome).not.toBeInstanceOf(PermilleError)
        if (!(outcome instanceof PermilleError)) await expectTable(outcome, expected)
      }
    },
    10_000,
  )
})
