import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeXlsx } from '../hostile/xlsx-writer.ts'
import { type OpenProject, openProject } from '../support/open-project.ts'

let project: OpenProject
beforeAll(async () => {
  project = await openProject()
})
afterAll(() => project.remove())

const ROWS = ['Day,Creative,Shown,Got', '2026-04-29,A,1000,5', '2026-04-30,A,1000,6']
const MAP = { map: ['day=Day', 'creative=Creative', 'impressions=Shown', 'event.install=Got'], source: 'own' }

test.each([
  ['Report generated on: 2026-05-02 10:15', '2026-05-02T10:15:00Z'],
  ['Generated on May 2, 2026 at 3:04 PM', '2026-05-02T15:04:00Z'],
  ['Exported at,2026-05-02T10:15:00+02:00', '2026-05-02T08:15:00.000Z'],
  ['Report date: 2026-05-02', '2026-05-02T00:00:00Z'],
  ['Generated on 02/05/2026 09:00', null],
  ['Erstellt am 22.05.2026 09:00', '2026-05-22T09:00:00Z'],
  ['Report date: 2026-04-29', null],
  ['Generated on 2099-01-01', null],
])('a file made at a time it states was observed then: %s', async (line, at) => {
  const report = await project.importText('own.csv', `${line}\n\n${ROWS.join('\n')}\n`, {
    ...MAP,
    dryRun: true,
  })
  expect(report.observed?.from).toBe(at === null ? 'imported now' : 'lines above the header')
  if (at !== null) expect(report.observed?.at).toBe(at)
})

test('a workbook was observed when it was saved, and its days are provisional from there', async () => {
  const own = await openProject()
  try {
    const header = 'Day,Campaign name,Ad name,Impressions,Amount spent (USD),Mobile app installs,Link clicks'
    const rows = ['2026-04-01', '2026-04-29'].map((day) => [day, 'C', 'A', '1000', '5', '7', '9'])
    const cells = [header.split(','), ...rows]
    const file = join(own.folder.path, 'meta.xlsx')
    writeFileSync(file, writeXlsx([{ name: 'Report', rows: cells }], { savedAt: '2026-05-02T07:00:00Z' }))
    const [report] = await own.importFiles([file])
    expect(report).toMatchObject({
      status: 'stored',
      source: 'meta',
      observed: { at: '2026-05-02T07:00:00.000Z', from: 'when the workbook was saved' },
    })
    const all = await own.query({ metrics: 'impressions', by: 'day' })
    expect(all.notes.map(({ code }) => code)).toContain('provisional')
    const settled = await own.query({ metrics: 'impressions', by: 'day', maturity: 'exclude' })
    expect(settled.rows).toMatchObject([{ day: '2026-04-01', impressions: 1000 }])
  } finally {
    await own.remove()
  }
})
