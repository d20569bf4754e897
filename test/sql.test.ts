import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SqlQueryAnswer } from '#schema/answer/sql-answer.ts'
import { READING_VIEWS } from '#warehouse/reading-views.ts'
import { type OpenProject, openProject } from './support/open-project.ts'
import { storeSetting } from './support/store-setting.ts'

const isDuckdb = storeSetting() === undefined
const ROWS = isDuckdb ? 'range' : 'numbers'

const TABLE = [
  'day,network,creative,country,impressions,installs',
  '2026-05-01,meta,Cat,US,1000,10',
  '2026-05-01,meta,Dog,DE,2000,30',
  '2026-05-02,meta,Cat,US,3000,20',
  '2026-05-02,meta,Cat,US,oops,20',
].join('\n')

let project: OpenProject
beforeAll(async () => {
  project = await openProject('name: sql\n')
  const names = ['day', 'network', 'creative', 'country', 'impressions']
  await project.importText('own.csv', TABLE, {
    map: { ...Object.fromEntries(names.map((name) => [name, name])), conversions: 'installs' },
    source: 'own',
  })
})
afterAll(() => project.remove())

const ask = async (statement: string, more: object = {}) =>
  SqlQueryAnswer.parse(await project.ask('sql', { statement, ...more }))

describe('SQL written by people', () => {
  test('adds up what was landed', async () => {
    const { columns, rows } = await ask(
      'SELECT creative, sum(impressions) AS shown FROM delivery GROUP BY creative ORDER BY shown DESC, creative',
    )
    expect(columns).toEqual([
      { name: 'creative', type: isDuckdb ? 'VARCHAR' : 'Nullable(String)' },
      { name: 'shown', type: isDuckdb ? 'DOUBLE' : 'Nullable(Float64)' },
    ])
    expect(rows).toEqual([
      ['Cat', 4000],
      ['Dog', 2000],
    ])
    const installs = await ask(
      "SELECT event, basis, sum(count) FROM outcome WHERE day = '2026-05-01' GROUP BY ALL",
    )
    expect(installs.rows).toEqual([['conversion', 'network', 40]])
    expect((await ask('SELECT count(*) FROM quarantined')).rows).toEqual([[1]])
  })

  test.each(Object.keys(READING_VIEWS))('can read %s', async (view) => {
    expect((await ask(`SELECT * FROM ${view}`)).columns.length).toBeGreaterThan(2)
    expect((await ask(`DESCRIBE ${view}`)).rows.length).toBeGreaterThan(2)
  })

  test('may name steps and nest', async () => {
    const { rows } = await ask(
      'WITH a AS (SELECT day, impressions FROM delivery), b AS (SELECT max(day) AS day FROM a) SELECT sum(impressions) FROM a JOIN b USING (day)',
    )
    expect(rows).toEqual([[3000]])
  })

  test('says when there are more rows than were asked for', async () => {
    const { rows, notes } = await ask(`SELECT * FROM ${ROWS}(10)`, { limit: 3 })
    expect(rows).toEqual([[0], [1], [2]])
    expect(notes.map(({ code }) => code)).toEqual(['first_rows_only'])
    expect((await ask(`SELECT * FROM ${ROWS}(3)`, { limit: 3 })).notes).toEqual([])
  })

  test.each([
    'DELETE FROM fact',
    'DROP VIEW delivery',
    'CREATE TABLE t AS SELECT 1',
    "COPY delivery TO 'out.csv'",
    "ATTACH 'other.duckdb'",
    'SET threads = 1',
    'PRAGMA database_list',
    'SELECT 1; DELETE FROM fact',
    'SELECT * FROM fact',
    'SELECT * FROM main.member',
    'SELECT * FROM (SELECT * FROM load)',
    'SELECT (SELECT count(*) FROM fact) FROM delivery',
    'WITH fact2 AS (SELECT * FROM fact) SELECT * FROM fact2',
    'SELECT * FROM delivery WHERE load IN (SELECT load FROM migration)',
    "SELECT * FROM 'identifier.key'",
    "SELECT * FROM read_text('permille.yaml')",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM glob('*')",
    "SELECT * FROM query('SELECT * FROM fact')",
    "SELECT * FROM query_table('fact')",
    'SELECT * FROM duckdb_settings()',
    'SELECT * FROM information_schema.tables',
    'SHOW TABLES',
    'SELECT creative FROM delivery WHERE load IN fact',
    "SELECT * FROM url('http://127.0.0.1/', 'CSV')",
    "SELECT * FROM s3('http://127.0.0.1/a.csv')",
    "SELECT * FROM file('/etc/passwd', 'CSV', 'a String')",
    "SELECT file('/etc/passwd')",
    "SELECT * FROM mysql('127.0.0.1:1', 'a', 'b', 'c', 'd')",
    "SELECT * FROM remote('127.0.0.1', system.one)",
    "SELECT * FROM cluster('permille_test', system.one)",
    "SELECT * FROM merge('^landed')",
    "SELECT * FROM executable('ls', 'TSV', 'a String')",
    'SELECT * FROM system.users',
    'SELECT 1 FROM delivery WHERE load IN system.one',
    'SELECT 1 FROM delivery WHERE load IN "a\n         Literal 1" OR load IN fact',
    "SELECT getSetting('readonly')",
    "SELECT joinGet('landed_fact', 'load', 1)",
    "SELECT dictGet('a', 'b', 1)",
    'SELECT 1 SETTINGS readonly = 0',
    'SELECT 1 SETTINGS max_execution_time = 0',
    "SELECT 1 INTO OUTFILE 'out.csv'",
    'SELECT 1 FORMAT JSON',
    'graph = 1 SELECT 1',
    "DESCRIBE url('http://127.0.0.1/', 'CSV')",
    'DESCRIBE fact',
    'KILL QUERY WHERE 1',
    'SYSTEM SHUTDOWN',
    'GRANT ALL ON *.* TO default',
    'INSERT INTO publication SELECT * FROM publication',
    'TRUNCATE TABLE publication',
    'SELEC 1',
    'SELECT nothing FROM delivery',
    '',
  ])('refuses %s', async (statement) => {
    await expect(ask(statement)).rejects.toMatchObject({ name: 'PermilleError', code: 'usage' })
    expect((await ask('SELECT count(*) FROM delivery')).rows).toEqual([[3]])
  })
})
