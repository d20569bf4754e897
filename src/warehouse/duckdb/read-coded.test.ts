import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CodedAnswer, codeRows } from '../coded-answer.ts'
import type { DuckDBConnection } from './driver.ts'
import { readAll } from './duckdb-session.ts'
import { textLiteral } from './literal.ts'
import { readCoded } from './read-coded.ts'

let instance: DuckDBInstance
let connection: DuckDBConnection

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:')
  connection = await instance.connect()
})
afterAll(() => {
  connection.closeSync()
  instance.closeSync()
})

const text = fc.option(fc.constantFrom('', 'US', 'a longer text than twelve bytes', 'é', "'", 'NULL'))
const number = fc.option(fc.integer({ min: -5, max: 5 }))
const rows = fc.array(fc.record({ k0: text, k1: text, network: text, amount: number }), { maxLength: 40 })

const literal = (value: string | null) => (value === null ? 'NULL::VARCHAR' : textLiteral(value))

/** Every row in words, in no order. */
function spell({ groups, numbers }: CodedAnswer): string[] {
  const [first] = groups
  return Array.from(first?.codes ?? [], (_, row) =>
    JSON.stringify([
      groups.map(({ texts, codes }) => texts[codes[row] ?? -1]),
      Object.values(numbers).map((values) => values[row]),
    ]),
  ).sort()
}

test('an answer coded by the engine tells the rows of the query', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (given) => {
      const values = given.map(
        ({ k0, k1, network, amount }) =>
          `(${literal(k0)}, ${literal(k1)}, ${literal(network)}, ${amount ?? 'NULL::INTEGER'})`,
      )
      const none = `SELECT NULL::VARCHAR AS k0, NULL::VARCHAR AS k1, NULL::VARCHAR AS network, 1 AS amount LIMIT 0`
      const sql =
        values.length === 0 ? none : `SELECT * FROM (VALUES ${values.join(', ')}) t(k0, k1, network, amount)`
      const question = { sql, parameters: [], groups: [['k0'], ['k1', 'network']], numbers: ['amount'] }
      const coded = await readCoded(connection, question)
      expect(spell(coded)).toEqual(spell(codeRows(await readAll(connection, sql, []), question)))
      for (const { texts } of coded.groups)
        expect(new Set(texts.map((own) => JSON.stringify(own))).size).toBe(texts.length)
    }),
    { numRuns: 60 },
  )
})

test('parameters are bound, and nothing stays behind', async () => {
  const question = {
    sql: 'SELECT $1::VARCHAR AS k0, NULL::VARCHAR AS network, 2 AS amount',
    parameters: ["x'; DROP TABLE asked; --"],
    groups: [['k0'], ['network']],
    numbers: ['amount'],
  }
  const { groups, numbers } = await readCoded(connection, question)
  expect(groups[0]?.texts).toEqual([["x'; DROP TABLE asked; --"]])
  expect(numbers.amount).toEqual(Float64Array.of(2))
  const left = await readAll(connection, 'SELECT table_name FROM information_schema.tables', [])
  expect(left.rows).toEqual([])
})
