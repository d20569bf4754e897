import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { MIGRATIONS } from '#warehouse/duckdb/migrations/index.ts'
import { type TemporaryProject, temporaryProject } from '../../../test/support/temporary-project.ts'
import { Project } from '../project.ts'
import { restoreBackup } from './restore-backup.ts'

const NEWEST = MIGRATIONS.at(-1)?.version ?? 0

let project: TemporaryProject
let said: ReturnType<typeof vi.spyOn>
beforeEach(() => {
  project = temporaryProject()
  said = vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  said.mockRestore()
  project.remove()
})

const inside = (name: string) => join(project.path, '.permille', name)

/** A project as the version before the last migration left it, with a row in its state and one in its warehouse. */
async function earlierProject(): Promise<void> {
  mkdirSync(inside('landing'), { recursive: true })
  writeFileSync(inside('landing/kept.zst'), 'kept')
  project.write('permille.yaml', 'name: Studio\n')
  const state = new DatabaseSync(inside('state.sqlite'))
  state.exec("CREATE TABLE permille_version (version TEXT); INSERT INTO permille_version VALUES ('0.0.9')")
  state.close()
  const instance = await DuckDBInstance.create(inside('warehouse.duckdb'))
  const connection = await instance.connect()
  await connection.run('CREATE TABLE migration (version INTEGER PRIMARY KEY, applied_at TIMESTAMP)')
  for (const { version, statements } of MIGRATIONS.slice(0, -1)) {
    for (const sql of statements) await connection.run(sql)
    await connection.run(`INSERT INTO migration VALUES (${version}, now()::TIMESTAMP)`)
  }
  await connection.run('CREATE TABLE mine AS SELECT 42 AS answer')
  connection.closeSync()
  instance.closeSync()
}

async function readDatabase(folder: string, sql: string): Promise<unknown> {
  const path = join(folder, '.permille/warehouse.duckdb')
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  const rows = (await connection.runAndReadAll(sql)).getRows()
  connection.closeSync()
  instance.closeSync()
  return Number(rows[0]?.[0])
}

const migrationOf = (folder: string) => readDatabase(folder, 'SELECT max(version) FROM migration')
const backups = () => readdirSync(inside('backups'))

async function openAndClose(folder = project.path): Promise<void> {
  await (await Project.open(folder)).close()
}

test('an older project is kept as it was before its tables are changed, once', async () => {
  await earlierProject()
  await openAndClose()
  expect(await migrationOf(project.path)).toBe(NEWEST)
  const [made = '', ...more] = backups()
  expect(more).toEqual([])
  expect(made).toMatch(/^before-upgrade-.*\.zip$/)
  expect(said).toHaveBeenCalledWith(expect.stringContaining(made))

  const into = join(project.path, 'restored')
  const manifest = await restoreBackup(inside(`backups/${made}`), into)
  expect(manifest).toMatchObject({
    permille: '0.0.9',
    migration: NEWEST - 1,
    project: 'Studio',
    isPartial: true,
  })
  expect(await migrationOf(into)).toBe(NEWEST - 1)
  expect(await readDatabase(into, 'SELECT answer FROM mine')).toBe(42)
  expect(readFileSync(join(into, 'permille.yaml'), 'utf8')).toBe('name: Studio\n')

  await openAndClose()
  expect(backups(), 'nothing is older any more').toEqual([made])
  await openAndClose(into)
  expect(await migrationOf(into)).toBe(NEWEST)
})

test('nothing is changed where no backup can be made, unless somebody says so', async () => {
  await earlierProject()
  writeFileSync(inside('backups'), 'in the way')
  await expect(openAndClose()).rejects.toMatchObject({
    code: 'unavailable',
    remedy: expect.stringContaining('space'),
  })
  expect(await migrationOf(project.path)).toBe(NEWEST - 1)
  vi.stubEnv('PERMILLE_UPGRADE_BACKUP', 'off')
  try {
    await openAndClose()
  } finally {
    vi.unstubAllEnvs()
  }
  expect(await migrationOf(project.path)).toBe(NEWEST)
})

test('a state of a newer permille is refused, as its rows are', async () => {
  await openAndClose()
  const state = new DatabaseSync(inside('state.sqlite'))
  state.exec("PRAGMA user_version = 99; UPDATE permille_version SET version = '9.0.0'")
  state.close()
  await expect(openAndClose()).rejects.toThrow('a newer permille, 9.0.0')
  rmSync(inside('state.sqlite'))
  await openAndClose()
})

test('a new project makes none', async () => {
  await openAndClose()
  await openAndClose()
  expect(readdirSync(join(project.path, '.permille'))).not.toContain('backups')
})
