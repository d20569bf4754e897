import { afterEach, expect, test } from 'vitest'
import { guessMapping } from '#connectors/recognise/guess-mapping.ts'
import { type OpenProject, openProject } from '../support/open-project.ts'

let project: OpenProject | null = null
afterEach(async () => {
  await project?.remove()
  project = null
})

const HEADER = 'Install date,Creative,Days since install,Revenue,Payers'
const FILE = `${HEADER}\n2026-03-01,Cat,0,10,2\n2026-03-01,Cat,1,14,3\n2026-03-01,Cat,later,99,9\n2026-03-01,Cat,,99,9\n`
const MAP = {
  day: 'Install date',
  creative: 'Creative',
  'value.revenue': 'Revenue',
  'unique.purchase': 'Payers',
}

test('rows of a cohort that do not say their day are set aside, and the others are read', async () => {
  project = await openProject()
  const report = await project.importText('cohorts.csv', FILE, {
    source: 'counter',
    map: { ...MAP, cohort_day: 'Days since install' },
  })
  expect(report).toMatchObject({
    status: 'stored',
    rows: { stored: 2, quarantined: 2 },
    problems: [{ column: 'Days since install', reason: 'is no number of days after the install', count: 2 }],
  })
  expect(report.totals).toEqual({
    'value.revenue.d0': 10,
    'value.revenue.d1': 14,
    'unique.purchase.d0': 2,
    'unique.purchase.d1': 3,
  })
})

test('users of single days are not added up', async () => {
  project = await openProject()
  const map = { ...MAP, cohort_day_alone: 'Days since install' }
  await expect(project.importText('cohorts.csv', FILE, { source: 'counter', map })).resolves.toMatchObject({
    status: 'refused',
    refusal: { code: 'usage', message: expect.stringContaining('users in Payers') },
  })
})

test('a column of days after the install is proposed as such', () => {
  const [, , day] = guessMapping(HEADER.split(','), [['2026-03-01', 'Cat', '0', '10', '2']])
  expect(day).toMatchObject({ field: 'cohort_day' })
})
