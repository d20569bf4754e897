import { afterEach, expect, test } from 'vitest'
import { CompareAnswer } from '#schema/answer/compare-answer.ts'
import { FileAnswer } from '#schema/answer/file-answer.ts'
import { type OpenProject, openProject } from '../support/open-project.ts'

const HEAD =
  'Campaign name,Ad name,Day,Country,Amount spent (USD),Impressions,Link clicks,Clicks (all),App installs'
/** Three ads: dear and good, cheap and middling, and one whose spend nobody tells. */
const ROWS = [1, 2, 3, 4, 5, 6, 7].flatMap((day) => [
  `A,Dear,2026-03-0${day},US,400,20000,90,100,160`,
  `A,Cheap,2026-03-0${day},US,40,20000,90,100,100`,
  `A,Unpaid,2026-03-0${day},US,,20000,90,100,100`,
])
const META = [HEAD, ...ROWS, ''].join('\n')

let project: OpenProject
afterEach(() => project.remove())

async function rank(targets: string, input = {}) {
  project = await openProject(`name: targets\ncurrency: USD\ntargets: ${targets}\n`)
  await project.importText('meta.csv', META)
  const answer = await project.rank({ by: 'creative', ...input })
  return {
    answer,
    rows: Object.fromEntries(answer.rows.map((row) => [row.name, row])),
    notes: answer.notes.filter(({ code }) => code.startsWith('target')).map(({ message }) => message),
  }
}

test('a cost target is the rate each row needs at its own CPM', async () => {
  const { rows, notes } = await rank('[{ metric: cpi, value: 1 }]')
  expect(rows.Dear?.target).toMatchObject({ description: 'CPI 1', perMille: 20, cpm: 20 })
  expect(rows.Dear).toMatchObject({ perMille: 8, decision: 'sunset' })
  expect(rows.Dear?.benchmark).toBeCloseTo(0.02, 12)
  expect(rows.Cheap?.target).toMatchObject({ perMille: 2, cpm: 2 })
  expect(rows.Cheap).toMatchObject({ perMille: 5, decision: 'scale' })
  expect(rows.Cheap?.benchmark).toBeCloseTo(0.002, 12)
  expect(rows.Cheap?.reasons[0]?.message).toContain('above the target (2.00 per thousand)')
  expect(rows.Unpaid?.target).toBeNull()
  expect(notes[0]).toContain('CPI 1 for 2')
  expect(notes[1]).toContain('1 without known spend')
})

test('of the targets that hold, the most specific wins', async () => {
  const targets = `[{ metric: ipm, value: 50 }, { metric: ipm, value: 2, network: Facebook, country: US },
    { metric: ipm, value: 3, network: Meta }, { metric: ipm, value: 60, network: Unity Ads }]`
  const { answer, rows } = await rank(targets)
  expect(rows.Dear?.target).toMatchObject({ value: 3, network: 'meta', perMille: 3, cpm: null })
  expect(answer.benchmark).toBeCloseTo(0.003, 12)
  const limited = await project.rank({ by: 'creative', where: ['country = us'] })
  expect(limited.rows.map(({ target }) => target?.value)).toEqual([2, 2, 2])
  const countries = await project.rank({ by: 'country' })
  expect(countries.rows.map(({ target }) => target?.description)).toEqual([
    'IPM 2 (country = US, network = meta)',
  ])
})

test('an app is named by any of its names, and an OS tells its stores apart', async () => {
  const { rows } =
    await rank(`[{ metric: ipm, value: 5, app: harbour }, { metric: ipm, value: 7, app: com.studio.harbour, os: ios }]
apps: { id1234567890: Harbour, com.studio.harbour: Harbour }`)
  expect(rows.Dear?.target).toBeNull()
  await project.importText('more.csv', META, { set: { app: '1234567890', os: 'ios', account: 'second' } })
  const named = await project.rank({ by: 'creative', where: ['app = com.studio.harbour'] })
  expect(named.rows.map(({ target }) => target?.value)).toEqual([5, 5, 5])
  const ofStore = await project.rank({ by: 'creative', where: ['app = 1234567890', 'os = ios'] })
  expect(ofStore.rows.map(({ target }) => target?.description)[0]).toBe('IPM 7 (app = Harbour, os = ios)')
})

test('targets of other events and metrics decide nothing here, and unknown metrics are refused', async () => {
  const { rows, notes } = await rank('[{ metric: roas, value: 2 }, { metric: cpa.purchase, value: 9 }]')
  expect(rows.Dear?.target).toBeNull()
  expect(notes).toEqual([])
  await project.project.change({ targets: [{ metric: 'ipn', value: 1 }] })
  await expect(project.rank()).rejects.toMatchObject({ code: 'not_found' })
})

test('a comparison and an export say which target holds and whether it is reached', async () => {
  await rank('[{ metric: cpi, value: 1 }, { metric: ipm, value: 5, network: Unity Ads }]')
  const compared = CompareAnswer.parse(await project.ask('compare', { objects: ['Dear', 'Cheap', 'Unpaid'] }))
  expect(
    compared.objects.map(({ name, target, targetReached }) => [name, target?.perMille, targetReached]),
  ).toEqual([
    ['Dear', 20, 'missed'],
    ['Cheap', 2, 'met'],
    ['Unpaid', undefined, null],
  ])
  const { content: csv } = FileAnswer.parse(await project.ask('export', { by: 'creative', sort: 'name' }))
  const cells = csv
    .trim()
    .split('\r\n')
    .map((line) => line.split(','))
  const columns = ['name', 'target', 'target_needs_per_mille', 'target_reached'].map(
    (name) => cells[0]?.indexOf(name) ?? -1,
  )
  expect(cells.slice(1).map((row) => columns.map((column) => row[column]))).toEqual([
    ['Cheap', 'CPI 1', '2', 'met'],
    ['Dear', 'CPI 1', '20', 'missed'],
    ['Unpaid', '', '', ''],
  ])
})

test('rows are put in order by a column and cut, and totals stay those of all', async () => {
  const { answer } = await rank('[]')
  const sorted = await project.rank({ by: 'creative', sort: '-spend', limit: 1 })
  expect(sorted.rows.map(({ name }) => name)).toEqual(['Dear'])
  expect(sorted.totals).toEqual(answer.totals)
  expect(sorted.question.order).toBe('-spend')
  expect(sorted.notes.map(({ code }) => code)).toContain('first_rows_only')
  await expect(project.rank({ sort: 'spent' })).rejects.toThrow('cannot sort by spent (did you mean spend?)')
  const all = { metrics: 'spend,ipm', by: 'creative', compare: '2026-01-01..2026-01-02' }
  for (const sort of [undefined, 'ipm', '-spend', 'creative', '-creative', 'spend_custom_change']) {
    const whole = await project.query({ ...all, sort })
    expect(whole.rows).toHaveLength(3)
    for (const page of [{ limit: 2 }, { limit: 2, offset: 1 }, { limit: 1, offset: 2 }]) {
      const { rows, totals, notes } = await project.query({ ...all, sort, ...page })
      const start = page.offset ?? 0
      expect(rows, `${sort} ${start}`).toEqual(whole.rows.slice(start, start + page.limit))
      expect(totals).toEqual(whole.totals)
      expect(notes.find(({ code }) => code === 'first_rows_only')?.message).toContain('of 3 rows')
    }
  }
})
