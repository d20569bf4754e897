import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { byKey, type OpenProject, openProject } from '../support/open-project.ts'

let project: OpenProject
beforeEach(async () => {
  project = await openProject()
})
afterEach(() => project.remove())

const MAP = {
  day: 'Day',
  campaign: 'Campaign',
  country: 'Country',
  impressions: 'Shown',
  'event.install': 'Good',
}
const file = (...rows: readonly string[]) => `Day,Campaign,Country,Shown,Good\n${rows.join('\n')}\n`
const codes = ({ notes }: { readonly notes: readonly { readonly code: string }[] }) =>
  notes.map(({ code }) => code)

async function stored(text: string, map: Record<string, string> = MAP) {
  const report = await project.importText('own.csv', text, { map })
  const answer = await project.query({ metrics: 'impressions', by: 'campaign' })
  return { report, campaigns: byKey(answer, 'campaign', 'impressions') }
}

const OTHERS = [
  '2026-03-01,A,US,100,1',
  '2026-03-01,B,US,300,2',
  '2026-03-02,A,US,50,1',
  '2026-03-02,B,US,20,1',
]

describe('a campaign called Total', () => {
  test('is stored where its rows are dated, named and sum nothing', async () => {
    const { report, campaigns } = await stored(
      file(...OTHERS, '2026-03-01,Total,US,7000,9', '2026-03-02,Total,US,8,0'),
    )
    expect(campaigns).toEqual({ A: 150, B: 320, Total: 7008 })
    expect(report).toMatchObject({ rows: { stored: 6, totals: 0 }, checksum: null })
    expect(codes(report)).toContain('total_names')
  })

  test('is stored beside the file’s own total row, which stays a checksum', async () => {
    const { report, campaigns } = await stored(
      file(...OTHERS, '2026-03-01,Total,US,7000,9', ',Total,,7470,14'),
    )
    expect(campaigns).toEqual({ A: 150, B: 320, Total: 7000 })
    expect(report).toMatchObject({ rows: { stored: 5, totals: 1 }, checksum: { matches: true } })
  })

  test('is stored where a column that is empty everywhere says nothing of it', async () => {
    const text = file(...OTHERS, '2026-03-01,Total,US,7000,9').replaceAll('US', '')
    expect((await stored(text)).campaigns).toMatchObject({ Total: 7000 })
  })

  test('is stored without days where it is less than the others', async () => {
    const text = 'Campaign,Shown\nA,100\nTotal,60\nB,300\n'
    const { campaigns, report } = await stored(text, { campaign: 'Campaign', impressions: 'Shown' })
    expect(campaigns).toEqual({ A: 100, B: 300, Total: 60 })
    expect(report.checksum).toBeNull()
  })
})

describe('a total row', () => {
  test.each([
    ['without day and country', [',Total,,470,5']],
    ['that disagrees, without day and country', [',Total,,9999,5']],
    ['of each day, named like the rows it sums', ['2026-03-01,Total,US,400,3', '2026-03-02,Total,US,70,2']],
    ['of each day, nearly what it sums', ['2026-03-01,Total,US,405,3', '2026-03-02,Total,US,70,2']],
  ])('%s is left out', async (_, totals) => {
    const { report, campaigns } = await stored(file(...OTHERS, ...totals))
    expect(campaigns).toEqual({ A: 150, B: 320 })
    expect(report.rows).toMatchObject({ stored: 4, totals: totals.length })
    expect(codes(report)).not.toContain('total_names')
  })

  test.each([
    ['that agrees', 'A,100\nB,300\nTotal,400\n', true],
    ['of more than is listed', 'Total,900\nA,100\nB,300\n', false],
  ])('of a table without days, %s, is left out', async (_, rows, matches) => {
    const { report, campaigns } = await stored(`Campaign,Shown\n${rows}`, {
      campaign: 'Campaign',
      impressions: 'Shown',
    })
    expect(campaigns).toEqual({ A: 100, B: 300 })
    expect(report.checksum?.matches).toBe(matches)
  })
})
