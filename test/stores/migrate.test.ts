import { afterAll, beforeAll, expect, test } from 'vitest'
import { Project } from '#engine/index.ts'
import { readRestatedDays } from '#metrics/restated-days.ts'
import { rawInstalls } from '../import/appsflyer-file.ts'
import { days, type MetaRow, metaFile } from '../import/meta-file.ts'
import { startClickhouse, type TestClickhouse } from '../support/clickhouse.ts'
import { findOperation, type OpenProject, openProject } from '../support/open-project.ts'
import { requirement } from '../support/requirement.ts'

const span = (first: string, last: string, impressions: number, campaign: string): MetaRow[] =>
  days(first, last).map((day) => ({ day, campaign, ad: `${campaign}1`, impressions, installs: 5 }))

const PERIOD = 'Creative,Shown,Got\nX,900,4\nY,1200,9\n'
const PERIOD_MAP = ['creative=Creative', 'impressions=Shown', 'event.install=Got']

/** A project with a history: loads that replaced each other in part, in whole, and one that was taken back. */
async function withHistory(): Promise<OpenProject> {
  const project = await openProject('name: history\ncurrency: USD\n')
  await project.importText(
    '1.csv',
    metaFile([...span('04-01', '04-20', 100, 'A'), ...span('04-01', '04-20', 300, 'B')]),
  )
  await project.importText('2.csv', metaFile(span('04-10', '04-25', 150, 'A')))
  await project.importText(
    '3.csv',
    metaFile(span('04-12', '04-30', 170, 'A').filter(({ day }) => day !== '2026-04-15')),
  )
  await project.importText('4.csv', metaFile(span('04-01', '04-30', 999, 'B')))
  await project.undo(4)
  const period = { source: 'studio', map: PERIOD_MAP }
  await project.importText('5.csv', PERIOD, { ...period, set: ['from=2026-03-01', 'to=2026-03-31'] })
  await project.importText('6.csv', `${PERIOD}Z,,many\n`, {
    ...period,
    set: ['from=2026-02-01', 'to=2026-02-28'],
  })
  const raw = (...days: string[]) => rawInstalls(days.map((day) => ({ day, source: 'unityads_int' })))
  await project.importText('7.csv', raw('2026-04-01', '2026-04-02', '2026-04-02'))
  await project.importText('8.csv', raw('2026-04-02', '2026-04-03'))
  return project
}

async function touchesOf(project: Project) {
  const { rows } = await project.own.warehouse.query(
    `SELECT load, day::VARCHAR AS day, device_key, substring(touch_time::VARCHAR, 1, 19) AS touched
     FROM attributed_touch ORDER BY load, day, touched`,
  )
  return rows
}

const QUESTIONS: readonly (readonly [operation: string, input: object])[] = [
  ['query', { metrics: 'impressions,installs,ipm,spend,cpi', by: 'day,campaign' }],
  ['query', { metrics: 'impressions,installs', by: 'creative', where: 'campaign = A' }],
  ['query', { metrics: 'ipm', by: 'week', last: '14d' }],
  ['rank', { by: 'creative' }],
  ['compare', { objects: ['A1', 'B1'] }],
]

async function answers(project: Project): Promise<readonly unknown[]> {
  const given = []
  for (const [name, input] of QUESTIONS) {
    const text = JSON.stringify(
      await findOperation(name).run(project, input, { localFiles: true }),
      (key, value) =>
        key === 'sql' || key === 'lastLoadAt'
          ? undefined
          : typeof value === 'number'
            ? Number(value.toPrecision(9))
            : value,
    )
    given.push(JSON.parse(text))
  }
  const { rows } = await project.own.warehouse.query('SELECT DISTINCT campaign FROM identity')
  const restated = await readRestatedDays(
    {
      by: 'campaign',
      keys: rows.map(({ campaign }) => String(campaign)),
      event: 'event.install',
      from: '2026-04-01',
      to: '2026-04-30',
      since: '2026-04-11',
    },
    project.own.warehouse,
  )
  return [...given, restated]
}

async function loadsOf(project: Project) {
  const { rows } = await project.own.warehouse.query(
    `SELECT load, source, report, file_name, content_hash, settings, day_from::VARCHAR AS day_from, rows_stored,
      rows_quarantined, dimensions, measures, (undone_at IS NOT NULL)::BOOLEAN AS undone FROM load ORDER BY load`,
  )
  const quarantine = await project.own.warehouse.query(
    'SELECT load, row, reason FROM quarantine ORDER BY load, row',
  )
  return [rows, quarantine.rows]
}

for (const nodes of [1, 2]) {
  requirement('clickhouse').describe(`a project copied to ClickHouse, nodes: ${nodes}`, () => {
    let clickhouse: TestClickhouse
    beforeAll(async () => {
      clickhouse = await startClickhouse(nodes)
    })
    afterAll(() => clickhouse.stop())

    test('answers as before, can be undone as before, and is copied once whatever interrupts that', async () => {
      const history = await withHistory()
      const { path } = history.folder
      const before = await answers(history.project)
      expect(before.at(-1)).not.toEqual([])
      const loads = await loadsOf(history.project)
      const touches = await touchesOf(history.project)
      expect(touches).toHaveLength(3)
      const to = clickhouse.url('moved')
      await expect(
        findOperation('migrate').run(history.project, { to }, { localFiles: false }),
      ).rejects.toMatchObject({
        code: 'forbidden',
      })
      const copy = (stop: (at: number) => boolean) => {
        const interruption = new AbortController()
        return findOperation('migrate').run(
          history.project,
          { to },
          {
            localFiles: true,
            signal: interruption.signal,
            onProgress: ({ fraction }) => stop(fraction * 8) && interruption.abort(new Error('interrupted')),
          },
        )
      }
      // Within the third load, after its facts.
      await expect(copy((at) => at > 2)).rejects.toThrow('interrupted')
      expect(history.project.own.warehouse.dialect.name).toBe('DuckDB')
      expect(await history.ask('migrate', { to })).toMatchObject({ loads: 8, found: 2, warehouse: to })
      // As if it had been interrupted before permille.yaml was written.
      expect(await history.ask('migrate', { to })).toMatchObject({ loads: 8, found: 8 })
      await history.project.close()

      const moved = await Project.open(path)
      expect(moved.own.warehouse.dialect.name).toBe('ClickHouse')
      expect(await loadsOf(moved)).toEqual(loads)
      expect(await touchesOf(moved)).toEqual(touches)
      expect(await answers(moved)).toEqual(before)
      await expect(moved.undo(1)).rejects.toMatchObject({ code: 'conflict' })
      await expect(moved.undo(2)).rejects.toMatchObject({ code: 'conflict' })
      await moved.undo(3)
      await moved.undo(2)
      const undone = await answers(moved)
      await moved.close()

      history.folder.write('permille.yaml', 'name: history\ncurrency: USD\n')
      const old = await Project.open(path)
      await expect(findOperation('migrate').run(old, { to }, { localFiles: true })).rejects.toMatchObject({
        code: 'conflict',
      })
      await old.undo(3)
      await old.undo(2)
      expect(await answers(old)).toEqual(undone)
      await old.close()
      history.folder.remove()
    })
  })
}
