import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { readAll } from './duckdb-session.ts'
import { Readers } from './readers.ts'

let instance: DuckDBInstance
let readers: Readers

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:', { memory_limit: '30MB', temp_directory: '' })
  readers = new Readers(instance)
})
afterAll(() => {
  readers.close()
  instance.closeSync()
})

test('what lacked memory beside others is asked again while nobody else asks', async () => {
  const gate = Promise.withResolvers<void>()
  let inside = 0
  const beside = async () => {
    inside += 1
    await gate.promise
    inside -= 1
  }
  const seen: number[] = []
  const greedy = async () => {
    seen.push(inside)
    if (seen.length <= 2) throw new Error('Out of Memory Error: failed to pin block')
    return 'answer'
  }
  const others = [readers.use(beside), readers.use(beside)]
  await vi.waitFor(() => expect(inside).toBe(2))
  const asked = [readers.use(greedy), readers.use(greedy)]
  await vi.waitFor(() => expect(seen).toHaveLength(2))
  others.push(readers.use(beside), readers.use(beside), readers.use(beside))
  gate.resolve()
  expect(await Promise.all(asked)).toEqual(['answer', 'answer'])
  expect(seen).toEqual([2, 2, 0, 0])
  await Promise.all(others)
  expect(await readers.use(async () => inside)).toBe(0)
})

test('what does not fit alone either is told with what to do', async () => {
  const sql =
    'SELECT count(*) AS n FROM (SELECT list(range) AS all_of FROM range(20000000)) WHERE len(all_of) > 1'
  await expect(readers.use((connection) => readAll(connection, sql, []))).rejects.toMatchObject({
    code: 'unavailable',
    remedy: expect.stringContaining('PERMILLE_MEMORY'),
  })
  const { rows } = await readers.use((connection) => readAll(connection, 'SELECT 1 AS one', []))
  expect(rows).toEqual([{ one: 1 }])
})
