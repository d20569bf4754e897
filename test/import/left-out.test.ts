import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { type OpenProject, openProject } from '../support/open-project.ts'
import { repository } from '../support/repository.ts'

let project: OpenProject
afterEach(() => project.remove())

const fixture = (path: string) => readFileSync(join(repository, 'src/connectors', path), 'utf8')
const codes = ({ notes }: { readonly notes: readonly { readonly code: string }[] }) =>
  notes.map(({ code }) => code)

test('rejected installs have a name of their own in the preview, and are in no metric', async () => {
  project = await openProject()
  const report = await project.importText(
    'blocked.csv',
    fixture('appsflyer/fixtures/raw-blocked-installs.csv'),
  )
  expect(report.totals).toEqual({ 'rejected.install': 8 })
  expect(codes(report)).toContain('rejected_outcomes')
  expect((await project.query({ metrics: 'installs' })).totals.installs).toBeNull()
})

describe('a count that holds true or false', () => {
  const HEADER = 'campaign_id,date,country,impressions,quartile_1,spend,swipes,view_completion'
  const file = (cells: readonly string[]) =>
    `${HEADER}\n${cells.map((cell, k) => `c${k},2026-03-01,US,1000,80,200000,300,${cell}`).join('\n')}\n`

  test('is left out of a recognised file with a note, not its rows', async () => {
    project = await openProject()
    const report = await project.importText('geo.csv', file(['True', 'False', '']))
    expect(report).toMatchObject({
      status: 'stored',
      layout: 'api-report',
      rows: { stored: 3, quarantined: 0 },
    })
    expect(report.totals).toMatchObject({ impressions: 3000, video_25: 240, spend: 0.6 })
    expect(report.totals).not.toHaveProperty('video_100')
    expect(report.columns.at(-1)).toMatchObject({
      field: null,
      reason: expect.stringContaining('true or false'),
    })
    expect(codes(report)).toContain('flag_columns')
  })

  test('among numbers is a row that cannot be read', async () => {
    project = await openProject()
    const report = await project.importText('geo.csv', file(['70', 'False', '60']))
    expect(report).toMatchObject({ rows: { stored: 2, quarantined: 1 }, totals: { video_100: 130 } })
    expect(report.problems[0]).toMatchObject({ column: 'view_completion', value: 'False' })
  })

  test('somebody mapped is refused, as is one the layout needs', async () => {
    project = await openProject()
    const map = { video_100: 'view_completion' }
    expect(await project.importText('geo.csv', file(['True', 'False']), { map })).toMatchObject({
      status: 'refused',
      rows: { stored: 0, quarantined: 2 },
    })
    const unusable = file(['70', '60']).replaceAll(',1000,', ',True,')
    expect(await project.importText('geo.csv', unusable)).toMatchObject({ status: 'refused' })
  })
})

describe('grouping', () => {
  const TABLE = [
    'day,network,country,creative,impressions,installs',
    '2026-03-01,meta,US,A,1000,5',
    '2026-03-02,meta,US,A,1000,6',
    '2026-03-01,unityads_int,DE,B,1000,7',
    '2026-03-01,Organic,US,,,40',
    '2026-03-01,Organic,,,,3',
  ].join('\n')
  const map = ['day', 'network', 'country', 'creative', 'impressions'].map((name) => `${name}=${name}`)

  async function ready() {
    project = await openProject()
    const report = await project.importText('own.csv', TABLE, { map: [...map, 'event.install=installs'] })
    expect(report).toMatchObject({ status: 'stored', rows: { stored: 5 } })
  }

  test('never names organic among the networks of a row', async () => {
    await ready()
    const { rows } = await project.rank({ by: 'country' })
    const networks = Object.fromEntries(rows.map((row) => [row.key, row.networks]))
    expect(networks).toMatchObject({ US: ['meta'], DE: ['unity-ads'] })
    const listed = JSON.stringify(await project.ask('creatives'))
    expect(listed).toContain('"networks":["meta"]')
    expect(listed).not.toContain('organic')
  })

  test('by what no file names says so in one sentence, and names what they do', async () => {
    await ready()
    const { rows, notes } = await project.rank({ by: 'placement' })
    expect(rows).toHaveLength(1)
    expect(rows[0]?.reasons[0]?.message).toMatch(/placement/)
    expect(notes.map(({ code }) => code)).toEqual(['not_named'])
    expect(notes[0]?.message).toMatch(/placement.*network, country, creative\.$/)
    const both = await project.query({ metrics: 'impressions', by: 'network,placement' })
    expect(codes(both)).toContain('not_named')
    expect(codes(await project.query({ metrics: 'impressions', by: 'network,country,day' }))).toEqual([])
  })

  test('that meets nothing says so', async () => {
    await ready()
    expect(codes(await project.rank({ where: 'network = tiktok' }))).toEqual(['nothing_matches'])
    expect(codes(await project.query({ by: 'network', from: '2027-01-01', to: '2027-01-02' }))).toContain(
      'nothing_matches',
    )
  })

  test('ranks and queries what names no creative alike, organic apart', async () => {
    project = await openProject()
    const organic = '2026-03-01,Organic,US,,0,2'
    await project.importText('own.csv', `${TABLE}\n2026-03-01,meta,US,,1000,8\n${organic}\n`, {
      map: [...map, 'event.install=installs'],
    })
    const ranked = await project.rank({ by: 'creative' })
    const unnamed = ranked.rows.find(({ key }) => key === '(unknown)')
    expect(unnamed).toMatchObject({ impressions: 1000, conversions: 8, perMille: 8, rank: null })
    expect(unnamed?.notComputed).not.toHaveProperty('perMille')
    expect(ranked.apart).toMatchObject([{ key: 'organic', name: 'Organic', conversions: 45 }])
    const { rows } = await project.query({ by: 'creative', metrics: 'impressions,installs,ipm' })
    expect(rows.find(({ creative }) => creative === null)).toMatchObject({
      impressions: 1000,
      installs: 8 + 45,
      ipm: 8,
    })
  })
})
