import { afterEach, expect, test } from 'vitest'
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

test('targets of other events and metrics decide nothing here, and unknown metrics are refused', async () => {
  const { rows, notes } = await rank('[{ metric: roas, value: 2 }, { metric: cpa.purchase, value: 9 }]')
  expect(rows.Dear?.target).toBeNull()
  expect(notes).toEqual([])
  await project.project.change({ targets: [{ metric: 'ipn', value: 1 }] })
  await expect(project.rank()).rejects.toMatchObject({ code: 'not_found' })
})
