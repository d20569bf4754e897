import { afterEach, beforeEach, expect, test } from 'vitest'
import { byKey, type OpenProject, openProject } from '../support/open-project.ts'
import { metaFile } from './meta-file.ts'

let project: OpenProject
beforeEach(async () => {
  project = await openProject()
})
afterEach(() => project.remove())

const once = { count: 1, further: [] }

const HEADER =
  'Campaign name,Ad name,Day,Amount spent (USD),Impressions,Link clicks,Clicks (all),App installs'

test('rows that cannot be read are kept apart with their spreadsheet row, column, value and reason', async () => {
  const report = await project.importText(
    'bad.csv',
    `${HEADER}
A,A1,2026-04-01,1.50,100,1,1,2
A,A1,2026-04-02,abc,100,1,1,2
A,"A
2",2026-04-03,1.50,100,1,1,2
A,A1,31/02/2026,1.50,100,1,1,2
A,A1,2026-04-05,1.50,-7,1,1,2
A,A1,2026-04-06,1.50,many,1,1,2
A,A1,,1.50,100,1,1,2
A,A1,2026-04-08,1.50,100,1,1,2
A,A1,2026-04-09,1.50,100,1,1,-2
`,
  )
  expect(report.status).toBe('stored')
  expect(report.rows).toMatchObject({ read: 9, stored: 3, quarantined: 6 })
  expect(report.problems).toEqual([
    { row: 3, column: 'Amount spent (USD)', value: 'abc', reason: 'is not a number', ...once },
    { row: 5, column: 'Day', value: '31/02/2026', reason: 'is not a date', ...once },
    { row: 6, column: 'Impressions', value: '-7', reason: 'is negative', ...once },
    { row: 7, column: 'Impressions', value: 'many', reason: 'is not a number', ...once },
    { row: 8, column: 'Day', value: null, reason: 'has no date', ...once },
    { row: 10, column: 'App installs', value: '-2', reason: 'is negative', ...once },
  ])
  expect(report.totals).toMatchObject({ impressions: 300, spend: 4.5, 'event.install': 6 })
  const { loads } = await project.sources()
  expect(loads[0]).toMatchObject({ rows: 3, quarantined: 6 })
})

test('a percentage is no count: its row is kept apart, whatever the other cells say', async () => {
  const report = await project.importText(
    'percent.csv',
    `${HEADER}
A,A1,2026-04-01,1.50,100%,1,1,2
A,A1,2026-04-02,1.50,100,"2,5 %",1,2
A,A1,2026-04-03,50 %,100,1,1,2
A,A1,2026-04-04,1.50,100,1,1,2
`,
  )
  expect(report).toMatchObject({ status: 'stored', rows: { read: 4, stored: 1, quarantined: 3 } })
  const reason = 'is a percentage, which is no count or amount'
  expect(report.problems).toEqual([
    { row: 2, column: 'Impressions', value: '100%', reason, ...once },
    { row: 3, column: 'Link clicks', value: '2,5 %', reason, ...once },
    { row: 4, column: 'Amount spent (USD)', value: '50 %', reason, ...once },
  ])
  expect(report.totals).toMatchObject({ impressions: 100, spend: 1.5 })
})

test('rows with the same problem are told once, with how many there are and the first of them', async () => {
  const lines = Array.from(
    { length: 300 },
    (_, index) => `A,A1,2026-04-01,1,${index % 3 ? 'many' : '5'},1,1,2`,
  )
  const report = await project.importText(
    'alike.csv',
    `${HEADER}\n${lines.join('\n')}\nA,A1,never,1,x,1,1,2\n`,
  )
  expect(report.rows).toMatchObject({ stored: 100, quarantined: 201 })
  const column = 'Impressions'
  expect(report.problems).toEqual([
    {
      row: 3,
      column,
      value: 'many',
      reason: 'is not a number',
      count: 200,
      further: [4, 6, 7, 9].map((row) => ({ row, value: 'many' })),
    },
    { row: 302, column: 'Day', value: 'never', reason: 'is not a date', ...once },
  ])
})

test('row numbers count the lines above the header too', async () => {
  const report = await project.importText(
    'preamble.csv',
    `Ad report,,,,,,,\n"April 1, 2026 - April 2, 2026",,,,,,,\n${HEADER}\nA,A1,2026-04-01,1,100,1,1,2\nA,A1,2026-04-02,1,x,1,1,2\n`,
  )
  expect(report.problems).toEqual([
    { row: 5, column: 'Impressions', value: 'x', reason: 'is not a number', ...once },
  ])
})

test('a file none of whose rows can be read is refused and changes nothing', async () => {
  await project.importText('good.csv', metaFile([{ day: '2026-04-01', campaign: 'A', impressions: 5 }]))
  const report = await project.importText(
    'bad.csv',
    metaFile([{ day: '2026-04-01', campaign: 'A', impressions: -5 }]),
  )
  expect(report).toMatchObject({ status: 'refused', load: null, rows: { stored: 0, quarantined: 1 } })
  expect((await project.query({ metrics: 'impressions' })).totals.impressions).toBe(5)
  expect((await project.sources()).loads).toHaveLength(1)
})

test('ids a spreadsheet has damaged are not used; rows are matched by name', async () => {
  const report = await project.importText(
    'ids.csv',
    `Ad ID,${HEADER}\n1.2E+17,A,A1,2026-04-01,1,100,1,1,2\n1.2E+17,A,A2,2026-04-01,1,50,1,1,2\n`,
  )
  expect(report.notes).toContainEqual(
    expect.objectContaining({
      code: 'damaged_ids',
      severity: 'warning',
      message: expect.stringContaining('1.2E+17'),
    }),
  )
  const answer = await project.query({ metrics: 'impressions', by: 'ad' })
  expect(byKey(answer, 'ad', 'impressions')).toEqual({ A1: 100, A2: 50 })
})

test('long ids stay text to their last digit', async () => {
  const ids = ['12345678901234567890', '12345678901234567891', '007']
  const lines = ids.map((id, index) => `${id},A,Ad ${index},2026-04-01,1,${index + 1},1,1,2`)
  await project.importText('ids.csv', `Ad ID,${HEADER}\n${lines.join('\n')}\n`)
  const answer = await project.query({ metrics: 'impressions', by: 'ad_id' })
  expect(byKey(answer, 'ad_id', 'impressions')).toEqual(
    Object.fromEntries(ids.map((id, index) => [id, index + 1])),
  )
})
