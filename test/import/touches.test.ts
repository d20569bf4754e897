import { afterEach, expect, test } from 'vitest'
import { SqlQueryAnswer } from '#schema/answer/sql-answer.ts'
import { readAddress } from '#warehouse/clickhouse/address.ts'
import { ClickhouseNode } from '#warehouse/clickhouse/node.ts'
import type { SqlCell } from '#warehouse/warehouse.ts'
import { type OpenProject, openProject } from '../support/open-project.ts'
import { PLANTED, rawInstalls } from './appsflyer-file.ts'

let project: OpenProject
afterEach(() => project.remove())

/** Rows of a question to the touches in force, whatever the store is. */
async function touches(columns: readonly string[], where = 'TRUE'): Promise<readonly (readonly SqlCell[])[]> {
  const list = columns.map((column, index) => `${column} AS c${index}`).join(', ')
  const { rows } = await project.project.own.warehouse.query(
    `SELECT ${list} FROM attributed_touch t JOIN member m ON m.member = t.member WHERE ${where}`,
  )
  return rows
    .map((row) => columns.map((_, index) => row[`c${index}`] ?? null))
    .toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
}

const time = (column: string) => `substring(t.${column}::VARCHAR, 1, 19)`
const installs = async () => (await project.query({ metrics: 'installs', by: 'network' })).rows

const LOG = `Attributed Touch Type,Attributed Touch Time,Install Time,Event Time,Event Name,Media Source,Campaign,Site ID,Platform,App ID,AppsFlyer ID,IP,Device Model,OS Version,Contributor 1 Media Source,Contributor 2 Media Source
click,2026-04-01 10:00:00,2026-04-01 10:00:09,2026-04-01 10:00:09,install,unityads_int,C,site-1,ios,id1,device-a,198.51.100.7,iPhone 15,17.1,applovin_int,
impression,2026-03-31 22:00:00,2026-04-01 11:30:00.000,2026-04-01 11:30:00,install,unityads_int,C,site-2,ios,id1,device-b,198.51.100.8,iPhone 12,16.0,,googleadwords_int
,,2026-04-01 12:00:00,2026-04-01 12:00:00,install,organic,,,ios,id1,device-c,198.51.100.9,iPhone 12,16.0,,
`

test('a raw log is kept row by row beside what it counts', async () => {
  project = await openProject()
  const report = await project.importText('raw.csv', LOG)
  expect(report).toMatchObject({ status: 'stored', totals: { 'event.install': 3 } })
  expect(report.notes.find(({ code }) => code === 'touch_rows')?.message).toMatch(/^2 attributed rows/)
  expect(await installs()).toMatchObject([
    { network: 'Unity Ads', installs: 2 },
    { network: 'Organic', installs: 1 },
  ])
  expect(
    await touches([
      't.touch_type',
      time('touch_time'),
      time('install_time'),
      't.day::VARCHAR',
      't.event',
      'm.site',
      't.device_model',
      't.os_version',
      't.contributors[1]',
      't.validity',
      't.rejection_reason',
    ]),
  ).toEqual([
    [
      'click',
      '2026-04-01 10:00:00',
      '2026-04-01 10:00:09',
      '2026-04-01',
      'install',
      'site-1',
      'iPhone 15',
      '17.1',
      'applovin_int',
      'accepted',
      null,
    ],
    [
      'view',
      '2026-03-31 22:00:00',
      '2026-04-01 11:30:00',
      '2026-04-01',
      'install',
      'site-2',
      'iPhone 12',
      '16.0',
      'googleadwords_int',
      'accepted',
      null,
    ],
  ])
  const keys = await touches(['t.device_key', 't.address_key'])
  expect(keys.flat().every((key) => /^[0-9a-f]{24}$/.test(String(key)))).toBe(true)
  expect(new Set(keys.flat()).size).toBe(4)
})

test('touches are replaced, restored and removed with their load', async () => {
  project = await openProject()
  const days = (...list: string[]) => rawInstalls(list.map((day) => ({ day, source: 'unityads_int' })))
  await project.importText('one.csv', days('2026-04-01', '2026-04-02', '2026-04-02'))
  const second = await project.importText('two.csv', days('2026-04-02', '2026-04-03'))
  const kept = () => touches(['t.load', 't.day::VARCHAR'])
  const replaced = [
    [1, '2026-04-01'],
    [2, '2026-04-02'],
    [2, '2026-04-03'],
  ]
  expect(await kept()).toEqual(replaced)
  await project.importText('two.csv', days('2026-04-02', '2026-04-03'))
  expect(await kept()).toEqual(replaced)
  expect(await project.ask('replay')).toMatchObject({ same: true })
  await project.undo(second.load)
  expect(await kept()).toEqual([
    [1, '2026-04-01'],
    [1, '2026-04-02'],
    [1, '2026-04-02'],
  ])
  await project.undo('1')
  expect(await kept()).toEqual([])
})

test('an own log counts and keeps each row, refused ones apart, and hides who it was', async () => {
  project = await openProject()
  const log = [
    'When,Clicked,Network,Placement,Device,Why',
    '13/04/2026 09:00,12/04/2026 21:30,Unity Ads,p1,device-a,',
    '14/04/2026 10:00,,Unity Ads,p1,device-b,too fast',
    '14/04/2026 10:00,14/04/2026,Unity Ads,p1,device-a,',
  ].join('\n')
  const report = await project.importText('log.csv', log, {
    kind: 'touch',
    source: 'own',
    map: [
      'install_time=When',
      'touch_time=Clicked',
      'network=Network',
      'site=Placement',
      'device_key=Device',
      'rejection_reason=Why',
    ],
  })
  expect(report).toMatchObject({ status: 'stored', totals: { 'event.install': 2, 'rejected.install': 1 } })
  expect(await installs()).toMatchObject([{ network: 'Unity Ads', installs: 2 }])
  expect(
    await touches([time('install_time'), time('touch_time'), 't.validity', 't.rejection_reason']),
  ).toEqual([
    ['2026-04-13 09:00:00', '2026-04-12 21:30:00', 'accepted', null],
    ['2026-04-14 10:00:00', null, 'accepted', null],
    ['2026-04-14 10:00:00', null, 'rejected', 'too fast'],
  ])
  expect(new Set((await touches(['t.device_key'])).flat()).size).toBe(2)
  expect(await touches(['t.load'], "t.device_key = 'device-a'")).toEqual([])
})

test('a log of nothing but touches counts clicks', async () => {
  project = await openProject()
  const log = 'Time,Kind,Site\n2026-04-01T09:00:00Z,tap,s1\n2026-04-01T09:00:05Z,tap,s1\n'
  const map = ['touch_time=Time', 'touch_type=Kind', 'site=Site']
  const report = await project.importText('clicks.csv', log, { kind: 'touch', source: 'own', map })
  expect(report.totals).toEqual({ 'event.click': 2 })
  expect(await touches(['t.event', 't.touch_type', time('touch_time')])).toEqual([
    ['click', 'click', '2026-04-01 09:00:00'],
    ['click', 'click', '2026-04-01 09:00:05'],
  ])
})

test('blocked installs are kept as touches with their reason, and counted nowhere', async () => {
  project = await openProject()
  const rows = [{ day: '2026-04-01', source: 'unityads_int' }]
  await project.importText('blocked.csv', rawInstalls(rows, 'click_flooding'))
  expect(await touches(['t.validity', 't.rejection_reason'])).toEqual([['rejected', 'click_flooding']])
  expect(await touches(['t.load'], `t.device_key = '${PLANTED['AppsFlyer ID']}'`)).toEqual([])
})

/** Leaves a load as a version left it that kept no touches. */
async function forgetTouches(load: number): Promise<void> {
  const { config, own } = project.project
  if (config.warehouse === 'duckdb') {
    await own.warehouse.transaction((session) =>
      session.query(`DELETE FROM landed_touch WHERE load = ${load}`),
    )
    return
  }
  const address = readAddress(config.warehouse)
  const table = address.cluster === null ? 'landed_touch' : 'landed_touch_part'
  for (const url of address.nodes) {
    const node = new ClickhouseNode(url, address)
    await node.run(`ALTER TABLE ${table} DELETE WHERE load = ${load}`, { mutations_sync: '1' })
    await node.close()
  }
}

test('a replay fills in the touches of a log that was loaded before they were kept', async () => {
  project = await openProject()
  const other = LOG.replaceAll('2026-04-01', '2026-04-09').replaceAll('2026-03-31', '2026-04-08')
  await project.importText('raw.csv', LOG)
  await project.importText('later.csv', other)
  const columns = [
    't.load',
    't.touch_type',
    time('touch_time'),
    't.day::VARCHAR',
    'm.site',
    't.contributors[1]',
  ]
  const before = await touches(columns)
  expect(before).toHaveLength(4)
  const { warehouse } = project.project.own
  await forgetTouches(1)
  expect(await touches(columns)).toHaveLength(2)
  expect(await project.ask('replay')).toMatchObject({ same: true, touches: 2 })
  expect(await touches(columns)).toEqual(before)
  expect(await project.ask('replay')).toMatchObject({ same: true, touches: 0 })
  await project.undo(1)
  expect((await warehouse.query('SELECT count(*) AS n FROM attributed_touch')).rows).toEqual([{ n: 2 }])
})

test('times of a log are shown as it writes them, with the zone they are in', async () => {
  project = await openProject()
  await project.importText('raw.csv', LOG, { set: ['zone=America/Los_Angeles'] })
  const { rows } = SqlQueryAnswer.parse(
    await project.ask('sql', {
      statement: "SELECT touch_time, install_time, zone FROM touch WHERE touch_type = 'click'",
    }),
  )
  expect(rows).toEqual([['2026-04-01 10:00:00', '2026-04-01 10:00:09', 'America/Los_Angeles']])
})
