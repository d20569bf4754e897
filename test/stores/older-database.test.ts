import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { OPERATIONS, Project } from '#engine/index.ts'
import { RestatementsAnswer } from '#schema/answer/restatements-answer.ts'
import { readAddress } from '#warehouse/clickhouse/address.ts'
import { MIGRATIONS } from '#warehouse/clickhouse/migrations/index.ts'
import { ClickhouseNode } from '#warehouse/clickhouse/node.ts'
import { rawInstalls } from '../import/appsflyer-file.ts'
import { startClickhouse, type TestClickhouse } from '../support/clickhouse.ts'
import { requirement } from '../support/requirement.ts'
import { temporaryProject } from '../support/temporary-project.ts'

/** Statements earlier versions made a database with, as they ran: never renewed. */
const Statements = z.object({ onEveryNode: z.array(z.string()), onFirstNode: z.array(z.string()) })
const Older = z.object({ version: z.number(), alone: Statements, cluster: Statements })
const older = (version: string) =>
  Older.parse(
    JSON.parse(readFileSync(join(import.meta.dirname, 'older', `clickhouse-${version}.json`), 'utf8')),
  )

const HEADER =
  'Day,Campaign name,Campaign ID,Ad set name,Ad name,Ad delivery,Impressions,Amount spent (USD),App installs'
const row = (day: number, ad: string, status: string, impressions: number, installs: number) =>
  `2026-04-0${day},Spring,c1,Set,${ad},${status},${impressions},30,${installs}`
const FILES = [
  [
    'april.csv',
    [
      HEADER,
      row(1, 'Cat', 'Active', 20_000, 40),
      row(2, 'Cat', 'Active', 21_000, 41),
      row(2, 'Dog', 'Inactive', 9000, 30),
    ],
  ],
  ['again.csv', [HEADER, row(2, 'Cat', 'Active', 22_000, 44), row(3, 'Emu', 'Active', 5000, 2)]],
] as const
const LATER = [
  'later.csv',
  [HEADER, row(3, 'Emu', 'Inactive', 5500, 3), row(4, 'Cat', 'Active', 1000, 1)],
] as const

async function openAt(warehouse: string) {
  const folder = temporaryProject()
  folder.write('permille.yaml', `name: older\ncurrency: USD\nwarehouse: ${warehouse}\n`)
  const project = await Project.open(folder.path)
  const ask = (name: string, input: object) => {
    const operation = OPERATIONS.find((known) => known.name === name)
    if (operation === undefined) throw new Error(`there is no operation ${name}`)
    return operation.run(project, input, { localFiles: true })
  }
  const rows = async (name: string, input: object) =>
    z.object({ rows: z.array(z.unknown()) }).parse(await ask(name, input)).rows
  return {
    importText: (name: string, lines: readonly string[]) =>
      ask('import', { files: [folder.write(name, lines.join('\n'))], yes: true }),
    undo: (load: number) => ask('import', { undo: load }),
    /** What several questions answer that read every kind of table. */
    async answers() {
      const statement = (sql: string) => rows('sql', { statement: sql })
      return {
        totals: await rows('query', {
          metrics: 'impressions,installs,spend,cpi',
          by: 'creative',
          sort: 'creative',
        }),
        days: await rows('query', { metrics: 'ipm', by: 'day,campaign', sort: 'day' }),
        status: await rows('query', { metrics: 'impressions', by: 'creative,status', sort: 'creative' }),
        names: await statement(
          "SELECT level, name, status, launched::VARCHAR, last_delivery::VARCHAR FROM names WHERE network = 'meta' ORDER BY 1, 2",
        ),
        touches: await statement('SELECT count(*) FROM touch'),
        landed: await statement('SELECT source, sum(impressions) FROM delivery GROUP BY 1'),
        drift: RestatementsAnswer.parse(await ask('restatements', {})).drift,
      }
    },
    /** What of the state was kept before the tables of an earlier version were changed. */
    kept: () => readdirSync(join(folder.path, '.permille')).includes('backups'),
    async remove() {
      await project.close()
      folder.remove()
    },
  }
}

/** A database as an earlier version left it, holding the rows of another one in the columns it had. */
async function makeOlder(url: string, from: string, version: string) {
  const address = readAddress(url)
  const { cluster, database } = address
  const { alone, cluster: spread, version: newest } = older(version)
  const { onEveryNode, onFirstNode } = cluster === null ? alone : spread
  const nodes = address.nodes.map((node) => new ClickhouseNode(node, address))
  for (const node of address.nodes) {
    const maker = new ClickhouseNode(node, { ...address, database: 'default' })
    await maker.run(`CREATE DATABASE ${database}`)
    await maker.close()
  }
  const placed = (sql: string) => sql.replaceAll('CLUSTER', cluster ?? '').replaceAll('DATABASE', database)
  for (const node of nodes) for (const sql of onEveryNode) await node.run(placed(sql))
  const [first] = nodes
  if (first === undefined) throw new Error(`${url} names no node`)
  for (const sql of onFirstNode) await first.run(placed(sql))
  const tables = await first.query(
    `SELECT table, arrayStringConcat(groupArray('"' || name || '"'), ', ') AS names FROM system.columns
     WHERE database = $1 AND NOT endsWith(table, '_part')
       AND table IN (SELECT name FROM system.tables WHERE database = $1 AND engine IN ('MergeTree', 'Distributed'))
     GROUP BY table`,
    [database],
  )
  for (const { table, names } of tables.rows) {
    // Derived tables were made by another version, which is what says that they have to be derived anew.
    const found = table === 'derived_derivation' ? "version, 'older'" : String(names)
    await first.run(
      `INSERT INTO ${String(table)} (${String(names)}) SELECT ${found} FROM ${from}.${String(table)}`,
      {
        distributed_foreground_insert: 1,
      },
    )
  }
  await first.run(
    'CREATE TABLE migration (version Int32, cluster String, applied_at DateTime64(6)) ENGINE = MergeTree ORDER BY version',
  )
  await first.run(`INSERT INTO migration VALUES (${newest}, '${cluster ?? ''}', now64(6))`)
  await Promise.all(nodes.map((node) => node.close()))
}

for (const [place, nodes, version] of [
  ['one node', 1, '001'],
  ['two shards', 2, '002'],
] as const)
  requirement('clickhouse').describe(`a ClickHouse database of an earlier version on ${place}`, () => {
    let clickhouse: TestClickhouse
    beforeAll(async () => {
      clickhouse = await startClickhouse(nodes)
    })
    afterAll(() => clickhouse.stop())

    test(`made with migration ${version} answers as a new one does, and takes new loads`, async () => {
      const here = await openAt(clickhouse.url(`new_${version}`))
      for (const [name, lines] of FILES) await here.importText(name, lines)
      const url = clickhouse.url(`old_${version}`)
      await makeOlder(url, `new_${version}`, version)
      const there = await openAt(url)
      expect([here.kept(), there.kept()]).toEqual([false, true])
      const first = await here.answers()
      expect(first.totals).toHaveLength(2)
      // What files said of their objects was not kept then, so their status is not known.
      const { status: _, names, ...others } = first
      const old = await there.answers()
      expect(old).toMatchObject(others)
      expect(old.names).toEqual(names.map((cells) => (Array.isArray(cells) ? cells.with(2, null) : cells)))
      for (const open of [here, there]) {
        await open.importText(...LATER)
        await open.importText(
          'installs.csv',
          rawInstalls([{ day: '2026-04-02', source: 'unityads_int', campaign: 'Spring' }]).split('\n'),
        )
      }
      const { status: __, names: ___, ...later } = await here.answers()
      expect(await there.answers()).toMatchObject(later)
      expect(later.touches).not.toEqual(first.touches)
      for (const open of [here, there]) await open.undo(3)
      expect((await there.answers()).totals).toEqual((await here.answers()).totals)
      await there.remove()
      const again = await openAt(url)
      expect((await again.answers()).totals).toEqual((await here.answers()).totals)
      await Promise.all([here.remove(), again.remove()])
    })
  })

test('an earlier version of the test is older than this one', () => {
  for (const version of ['001', '002'])
    expect(older(version).version).toBeLessThan(MIGRATIONS.at(-1)?.version ?? 0)
})
