import { createClient } from '@clickhouse/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { OPERATIONS, Project } from '#engine/index.ts'
import { ImportReport } from '#schema/answer/import-report.ts'
import { QueryAnswer } from '#schema/answer/query-answer.ts'
import { readAddress } from '#warehouse/clickhouse/address.ts'
import { openClickhouse } from '#warehouse/clickhouse/clickhouse-warehouse.ts'
import { MIGRATIONS } from '#warehouse/clickhouse/migrations/index.ts'
import { ClickhouseNode } from '#warehouse/clickhouse/node.ts'
import { startClickhouse, type TestClickhouse } from '../support/clickhouse.ts'
import { byKey } from '../support/open-project.ts'
import { requirement } from '../support/requirement.ts'
import { temporaryProject } from '../support/temporary-project.ts'

const HEADER = 'Day,Creative,Shown,Got'
const FIRST = `${HEADER}\n2026-03-01,A,1000,5\n2026-03-01,B,1000,9\n2026-03-02,A,1000,6\n`
const SECOND = `${HEADER}\n2026-03-02,A,1100,7\n2026-03-02,C,100,1\n2026-03-03,A,500,1\n`
const MAP = ['day=Day', 'creative=Creative', 'impressions=Shown', 'event.install=Got']

async function openAt(warehouse: string) {
  const folder = temporaryProject()
  folder.write('permille.yaml', `name: store\nwarehouse: ${warehouse}\n`)
  const project = await Project.open(folder.path)
  const ask = (name: string, input: object) => {
    const operation = OPERATIONS.find((known) => known.name === name)
    if (operation === undefined) throw new Error(`there is no operation ${name}`)
    return operation.run(project, input, { localFiles: true })
  }
  return {
    project,
    async importText(name: string, text: string, input: object = { yes: true }) {
      const files = [folder.write(name, text)]
      return ImportReport.parse(await ask('import', { files, source: 'studio', map: MAP, ...input })).files[0]
    },
    undo: (load: number) => ask('import', { undo: load }),
    async impressions() {
      const answer = QueryAnswer.parse(await ask('query', { metrics: 'impressions', by: 'creative' }))
      return byKey(answer, 'creative', 'impressions')
    },
    ask,
    async remove() {
      await project.close()
      folder.remove()
    },
  }
}

/** What stands in a database, seen by somebody else than permille. */
function onlooker(warehouse: string) {
  const [, host = '', database = ''] = /@([^,/]+)[^/]*\/(\w+)/.exec(warehouse) ?? []
  const client = createClient({ url: `http://${host}`, database })
  return {
    async number(sql: string) {
      const answer = await client.query({ query: `SELECT ${sql}`, format: 'JSONCompactEachRow' })
      const [row] = await answer.json<[number | string]>()
      return Number(row?.[0])
    },
    run: (sql: string) => client.command({ query: sql }),
    close: () => client.close(),
  }
}

const ALL_ROWS = `sum(total_rows) FROM system.tables WHERE database = currentDatabase() AND engine = 'MergeTree'
  AND name NOT IN ('publication', 'derived_currency_rate', 'derived_source_profile')`

requirement('clickhouse').describe('a ClickHouse store', () => {
  let clickhouse: TestClickhouse
  beforeAll(async () => {
    clickhouse = await startClickhouse(1)
  })
  afterAll(() => clickhouse.stop())

  test('is not written to by a preview', async () => {
    const url = clickhouse.url('preview')
    const open = await openAt(url)
    const look = onlooker(url)
    await open.importText('a.csv', FIRST)
    const before = await look.number(ALL_ROWS)
    expect(before).toBeGreaterThan(5)
    const preview = await open.importText('b.csv', SECOND, { dryRun: true })
    expect(preview).toMatchObject({ status: 'preview', replaces: { rows: 1, loads: ['1'] } })
    expect(preview?.replaces?.totals).toMatchObject({ impressions: 1000, 'event.install': 6 })
    expect(await look.number(ALL_ROWS)).toBe(before)
    expect(await open.impressions()).toEqual({ A: 2000, B: 1000 })
    await look.close()
    await open.remove()
  })

  test('is the same for whoever opens it next, and forgets the rows of an undone load', async () => {
    const url = clickhouse.url('reopened')
    const open = await openAt(url)
    await open.importText('a.csv', FIRST)
    await open.importText('b.csv', SECOND)
    await open.remove()
    const again = await openAt(url)
    expect(await again.impressions()).toEqual({ A: 2600, B: 1000, C: 100 })
    const look = onlooker(url)
    // What writers were killed over, one of them now and one a day ago.
    const own = Date.now() * 1000
    for (const begun of [own, own - 86_400e6])
      await look.run(`CREATE TABLE step_${begun}_seen ENGINE = MergeTree ORDER BY tuple() AS SELECT 1`)
    await again.undo(2)
    expect(await again.impressions()).toEqual({ A: 2000, B: 1000 })
    await expect.poll(() => look.number('count() FROM landed_fact'), { timeout: 120_000 }).toBe(3)
    expect(
      await look.number(`groupConcat(name) = 'step_${own}_seen' FROM system.tables WHERE name LIKE 'step_%'`),
    ).toBe(1)
    await look.close()
    await again.remove()
  })

  test('keeps the change of one of two writers, and the other says so', async () => {
    const url = clickhouse.url('writers')
    const [one, other] = await Promise.all([openAt(url), openAt(url)])
    const reports = await Promise.all([one.importText('a.csv', FIRST), other.importText('a.csv', FIRST)])
    const outcomes = reports.map((report) => report?.refusal?.code ?? report?.status)
    expect(outcomes).toContain('stored')
    for (const outcome of outcomes) expect(['stored', 'conflict', 'unchanged']).toContain(outcome)
    if (!outcomes.includes('conflict')) expect(outcomes).toContain('unchanged')
    expect(await one.impressions()).toEqual({ A: 2000, B: 1000 })
    expect(await other.impressions()).toEqual({ A: 2000, B: 1000 })
    await Promise.all([one.remove(), other.remove()])
  })

  test('takes up a migration that was interrupted', async () => {
    const url = clickhouse.url('interrupted')
    await (await openAt(url)).remove()
    const look = onlooker(url)
    await look.run('TRUNCATE TABLE migration')
    for (const view of ['fact', 'slice', 'load']) await look.run(`DROP VIEW ${view}`)
    await look.run('DROP TABLE landed_slice')
    await look.run('DROP TABLE landed_roll')
    const again = await openAt(url)
    await again.importText('a.csv', FIRST)
    expect(await again.impressions()).toEqual({ A: 2000, B: 1000 })
    expect(await look.number('max(version) FROM migration')).toBe(MIGRATIONS.length)
    await look.run("INSERT INTO migration VALUES (99, '', now64(6))")
    await again.remove()
    await expect(openAt(url)).rejects.toMatchObject({ code: 'unsupported' })
    await look.close()
  })

  test('keeps rows that are sent twice once', async () => {
    const url = clickhouse.url('twice')
    await (await openAt(url)).remove()
    const address = readAddress(url)
    const node = new ClickhouseNode(address.nodes[0] ?? '', address)
    for (const token of ['a', 'a', 'b']) {
      await node.insertRows(
        'landed_load_kind',
        ['load', 'kind'],
        [
          [1, 1],
          [1, 2],
        ],
        token,
      )
    }
    expect((await node.query('SELECT count(*) AS n FROM landed_load_kind')).rows).toEqual([{ n: 4 }])
    await node.close()
  })

  test('stops SQL that takes too long', async () => {
    const open = await openAt(clickhouse.url('slow'))
    const { warehouse } = open.project.own
    const began = Date.now()
    const endless = 'SELECT sum(a.number * b.number) FROM numbers(10000000000) a, numbers(10000000000) b'
    await expect(warehouse.askSql(endless, { limit: 1, seconds: 2 })).rejects.toMatchObject({
      code: 'too_large',
    })
    expect(Date.now() - began).toBeLessThan(30_000)
    await open.remove()
  })

  test.each([
    ['clickhouse://default@127.0.0.1:1/ads', 'unavailable'],
    ['clickhouse://nobody@HOST/ads', 'forbidden'],
    ['clickhouse://default@HOST/ads?cluster=nowhere', 'usage'],
  ])('%s cannot be opened, and says why', async (url, code) => {
    const host = /@([^/]+)/.exec(clickhouse.url('x'))?.[1] ?? ''
    const began = Date.now()
    const opening = openClickhouse(url.replace('HOST', host), {
      readable: [],
      spill: '/nonexistent',
      memory: '1GB',
    })
    await expect(opening).rejects.toMatchObject({ code })
    expect(Date.now() - began).toBeLessThan(20_000)
  })
})

requirement('clickhouse').describe('a ClickHouse cluster', () => {
  let clickhouse: TestClickhouse
  beforeAll(async () => {
    clickhouse = await startClickhouse(2)
  })
  afterAll(() => clickhouse.stop())

  const table = (creatives: number) =>
    [HEADER, ...Array.from({ length: creatives }, (_, n) => `2026-03-0${1 + (n % 5)},C${n},${n},1`)].join(
      '\n',
    )

  test('spreads facts over its shards and sums them there', async () => {
    const url = clickhouse.url('spread')
    const open = await openAt(url)
    const look = onlooker(url)
    await open.importText('many.csv', table(400))
    const own = await look.number('count() FROM landed_fact_part')
    expect(own).toBeGreaterThan(100)
    expect(own).toBeLessThan(300)
    expect(await look.number('count() FROM landed_fact')).toBe(400)
    const answer = QueryAnswer.parse(await open.ask('query', { metrics: 'impressions', by: 'day' }))
    const { rows } = await open.project.own.warehouse.query(`EXPLAIN distributed = 1 ${answer.sql[0]}`)
    const steps = rows.map((row) => String(Object.values(row)[0])).join('\n')
    expect(steps).toContain('ReadFromRemote')
    expect(steps).toContain('MergingAggregated')
    await look.close()
    await open.remove()
  })

  test('does not wait for a node that says nothing', async () => {
    const own = await startClickhouse(2)
    const open = await openAt(own.url('frozen'))
    await open.importText('many.csv', table(40))
    own.freeze(1)
    const began = Date.now()
    await expect(open.impressions()).rejects.toMatchObject({ code: 'unavailable' })
    expect(Date.now() - began).toBeLessThan(90_000)
    await own.stop()
    await open.remove()
  })

  test('answers whole or not at all when a node is down, and stores nothing then', async () => {
    const open = await openAt(clickhouse.url('down'))
    await open.importText('many.csv', table(40))
    const before = await open.impressions()
    expect(Object.keys(before)).toHaveLength(40)
    await clickhouse.kill(1)
    const began = Date.now()
    await expect(open.impressions()).rejects.toMatchObject({ code: 'unavailable' })
    await expect(open.importText('more.csv', table(50))).resolves.toMatchObject({
      status: 'refused',
      refusal: { code: 'unavailable' },
    })
    expect(Date.now() - began).toBeLessThan(40_000)
    const { rows } = await open.project.own.warehouse.query('SELECT count(*) AS n FROM load')
    expect(rows).toEqual([{ n: 1 }])
    await open.remove()
  })
})
