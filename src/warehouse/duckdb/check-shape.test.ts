import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TemporaryProject, temporaryProject } from '../../../test/support/temporary-project.ts'
import { openDuckdb } from './duckdb-warehouse.ts'

let folder: TemporaryProject
beforeEach(() => {
  folder = temporaryProject()
})
afterEach(() => folder.remove())

const files = () => ({
  database: join(folder.path, 'warehouse.duckdb'),
  readable: [folder.path],
  spill: join(folder.path, 'spill'),
  memory: '500MB',
})

async function change(...statements: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(files().database)
  const connection = await instance.connect()
  for (const sql of statements) await connection.run(sql)
  connection.closeSync()
  instance.closeSync()
}

async function made(): Promise<void> {
  await (await openDuckdb(files())).close()
}

test('a store of these migrations is opened again, with tables of its own beside them', async () => {
  await made()
  await change('CREATE TABLE mine (a INTEGER)')
  await (await openDuckdb(files())).close()
})

test.each([
  ['DROP TABLE derivation', 'its table derivation is missing'],
  ['ALTER TABLE quarantine RENAME COLUMN reason TO why', 'its table quarantine is another'],
])('a store of other migrations (%s) is refused in one sentence', async (sql, said) => {
  await made()
  await change(sql)
  await expect(openDuckdb(files())).rejects.toMatchObject({
    code: 'unsupported',
    message: expect.stringContaining(said),
    remedy: expect.stringContaining('import your files again'),
  })
})

test('a store of a newer version is refused', async () => {
  await made()
  await change('INSERT INTO migration VALUES (9999, now()::TIMESTAMP)')
  await expect(openDuckdb(files())).rejects.toThrow('last used by a newer permille')
})
