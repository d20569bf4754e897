import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tellTouches } from '#ingest/tell-touches.ts'
import type { OutcomeColumn } from '#warehouse/load-plan.ts'
import { type OpenProject, openProject } from '../support/open-project.ts'

let project: OpenProject
beforeAll(async () => {
  project = await openProject('name: touches\n')
})
afterAll(() => project.remove())

const column = (name: string, attribution: 'all' | 'click' | 'view'): OutcomeColumn => ({
  kind: {
    event: 'install',
    counting: 'every',
    basis: 'network',
    attribution,
    dateBasis: 'touch',
    window: null,
    cohortDay: null,
    validity: 'accepted',
  },
  count: { readings: [], value: name, unreadable: 'FALSE', header: name },
  value: null,
})

const COLUMNS = { total: 'all', clicks: 'click', views: 'view' } as const
type Given = readonly (keyof typeof COLUMNS)[]

/** What each row lands as, by touch. */
async function landed(given: Given, rows: readonly Row[]) {
  const columns = tellTouches(
    given.map((name) => column(name, COLUMNS[name])),
    null,
  )
  const sums = columns.map(({ kind, count }) => `(${count?.value})::DOUBLE AS "${kind.attribution}"`)
  const values = rows.map((row, at) =>
    [at, row.total, row.clicks, row.views].map((cell) => `${cell ?? 'NULL'}::DOUBLE`).join(', '),
  )
  const answer = await project.project.own.warehouse.query(
    `SELECT ${sums.join(', ')} FROM (VALUES ${values.map((row) => `(${row})`).join(', ')}) t(place, total, clicks, views) ORDER BY place`,
  )
  return answer.rows
}

const cell = fc.option(fc.nat(12), { nil: null })
const rows = fc.array(fc.record({ total: cell, clicks: cell, views: cell }), { minLength: 1, maxLength: 30 })
type Row = { total: number | null; clicks: number | null; views: number | null }

test('a row with a total lands as its total, whatever its parts say', async () => {
  const parts = fc.constantFrom<Given>(['total', 'clicks', 'views'], ['total', 'clicks'], ['total', 'views'])
  await fc.assert(
    fc.asyncProperty(rows, parts, async (all, given) => {
      for (const [at, row] of (await landed(given, all)).entries()) {
        const cells = [row.all, row.click, row.view].filter((value) => value !== null && value !== undefined)
        const sum = cells.length === 0 ? null : cells.reduce<number>((own, value) => own + Number(value), 0)
        expect(sum).toBe(all[at]?.total ?? null)
        expect(cells.every((value) => Number(value) >= 0)).toBe(true)
      }
    }),
    { numRuns: 25 },
  )
})

test('parts are told where they make up their total, one of them by what is left', async () => {
  const row = { total: 12, clicks: 9, views: 3 }
  const told = { all: null, click: 9, view: 3 }
  expect(await landed(['total', 'clicks', 'views'], [row])).toEqual([told])
  expect(await landed(['total', 'views'], [{ ...row, clicks: null }])).toEqual([told])
  expect(await landed(['total', 'clicks'], [{ ...row, clicks: 13 }])).toEqual([
    { all: 12, click: null, view: null },
  ])
  expect(await landed(['total', 'clicks', 'views'], [{ ...row, views: 2 }])).toEqual([
    { all: 12, click: null, view: null },
  ])
  expect(await landed(['clicks', 'views'], [row])).toEqual([{ click: 9, view: 3 }])
})

test('a table whose rows name their touch lands each count under it, and once', async () => {
  const columns = tellTouches([column('total', 'all')], 'touch')
  const sums = columns.map(({ kind, count }) => `sum(${count?.value})::DOUBLE AS "${kind.attribution}"`)
  const { rows: found } = await project.project.own.warehouse.query(
    `SELECT ${sums.join(', ')} FROM (VALUES ('click', 5), ('view', 3), (NULL, 2), ('click', 1)) t(touch, total)`,
  )
  expect(found).toEqual([{ all: 2, click: 6, view: 3 }])
})
