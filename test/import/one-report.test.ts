import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { byKey, type OpenProject, openProject } from '../support/open-project.ts'
import { appsflyerByDate, rawInstalls } from './appsflyer-file.ts'
import { days, type MetaRow, metaFile } from './meta-file.ts'

let project: OpenProject
beforeEach(async () => {
  project = await openProject()
})
afterEach(() => project.remove())

const april = days('04-01', '04-10')
/** Two campaigns of two ads each; the campaign rows are the sums of the ad rows. */
const ads: readonly MetaRow[] = april.flatMap((day) =>
  ['A1', 'A2', 'B1', 'B2'].map((ad) => ({
    day,
    campaign: ad.slice(0, 1),
    ad,
    impressions: 100,
    installs: 2,
  })),
)
const campaigns: readonly MetaRow[] = april.flatMap((day) =>
  ['A', 'B'].map((campaign) => ({ day, campaign, impressions: 200, installs: 4, clicks: 20, spend: 2 })),
)

const totals = async (by: string, more = {}) => {
  const answer = await project.query({ metrics: 'impressions,installs,spend', by, ...more })
  return { ...answer.totals, codes: answer.notes.map(({ code }) => code) }
}

describe('reports of one source are never added', () => {
  test.each(['ads first', 'campaigns first'])(
    'a campaign file beside an ad file of the same days: %s',
    async (order) => {
      const files = [
        ['ads.csv', metaFile(ads)],
        ['campaigns.csv', metaFile(campaigns)],
      ] as const
      for (const [name, text] of order === 'ads first' ? files : files.toReversed())
        await project.importText(name, text)
      const account = { impressions: 4000, installs: 80, spend: 40 }
      for (const by of ['network', 'campaign', 'ad', 'day', 'creative'])
        expect(await totals(by), by).toMatchObject({
          ...account,
          codes: expect.arrayContaining(['one_report_answers']),
        })
      const byAd = await project.query({ metrics: 'impressions', by: 'ad' })
      expect(byKey(byAd, 'ad', 'impressions')).toEqual({ A1: 1000, A2: 1000, B1: 1000, B2: 1000 })
      const { rows } = await project.rank({ by: 'ad' })
      expect(rows.map(({ impressions, conversions }) => [impressions, conversions])).toEqual(
        Array.from({ length: 4 }, () => [1000, 20]),
      )
    },
  )

  test('an ad file of some campaigns beside the full campaign file: the account is the campaign file', async () => {
    await project.importText('ads.csv', metaFile(ads.filter(({ campaign }) => campaign === 'A')))
    await project.importText('campaigns.csv', metaFile(campaigns))
    expect(await totals('network')).toMatchObject({ impressions: 4000, installs: 80 })
    expect(await totals('campaign')).toMatchObject({ impressions: 4000, installs: 80 })
    const byAd = byKey(await project.query({ metrics: 'impressions', by: 'ad' }), 'ad', 'impressions')
    expect(byAd).toMatchObject({ A1: 1000, A2: 1000 })
  })

  test('an ad file of more days than the campaign file: each day is answered once', async () => {
    await project.importText('ads.csv', metaFile(ads))
    await project.importText('campaigns.csv', metaFile(campaigns.slice(0, 8)))
    expect(await totals('network')).toMatchObject({ impressions: 4000, installs: 80 })
    expect(await totals('ad')).toMatchObject({ impressions: 4000, installs: 80 })
  })

  test('a campaign file with a gap: the ad file answers the days it lacks', async () => {
    await project.importText('ads.csv', metaFile(ads))
    const gap = campaigns.filter(({ day }) => day !== '2026-04-05' && day !== '2026-04-06')
    await project.importText('campaigns.csv', metaFile(gap))
    expect(await totals('network')).toMatchObject({ impressions: 4000, installs: 80 })
    const byDay = await project.query({ metrics: 'impressions', by: 'day' })
    expect(byKey(byDay, 'day', 'impressions')).toEqual(Object.fromEntries(april.map((day) => [day, 400])))
  })

  test('rows without a day beside dated rows of the same source do not count twice', async () => {
    await project.importText('ads.csv', metaFile(ads))
    const { day: _day, ...undated } = { ...campaigns[0], impressions: 4000, installs: 80 }
    await project.importText('total.csv', metaFile([{ ...undated, campaign: 'A', impressions: 4000 }]))
    const answer = await totals('network')
    expect(answer).toMatchObject({ impressions: 4000, installs: 80 })
    expect(answer.codes).toContain('dateless_left_out')
    expect(await totals('network', { from: '2026-04-01', to: '2026-04-05' })).toMatchObject({
      impressions: 2000,
    })
  })

  test('two campaign files of other columns and an ad file between them in size: one answers, not none', async () => {
    const without = (rows: readonly MetaRow[]) => metaFile(rows).replace('App installs', 'Frequency')
    await project.importText('old-campaigns.csv', without(campaigns.slice(0, 2)))
    await project.importText('ads.csv', metaFile(ads.slice(0, 4)))
    await project.importText('campaigns.csv', metaFile(campaigns))
    expect(await totals('network')).toMatchObject({ impressions: 4000, spend: 40 })
  })

  test('two networks’ files are added: they count different impressions', async () => {
    await project.importText('ads.csv', metaFile(ads))
    await project.importText('own.csv', metaFile(ads).replaceAll('Link clicks', 'Taps'), {
      source: 'another',
      map: { impressions: 'Impressions', installs: 'App installs', day: 'Day', campaign: 'Campaign name' },
      set: ['network=Another'],
    })
    expect(await totals('network')).toMatchObject({ impressions: 8000 })
  })
})

describe('an MMP’s raw log beside its aggregate', () => {
  const sources = ['unityads_int', 'applovin_int'] as const
  const raw = april.flatMap((day) =>
    sources.flatMap((source) => [
      { day, source },
      { day, source },
      { day, source },
    ]),
  )
  const aggregate = april.flatMap((day) => [
    ...sources.map((source) => ({ day, source, installs: 3 })),
    { day, source: 'Organic', installs: 10 },
  ])

  test.each(['raw first', 'aggregate first'])(
    'does not count twice, and organic stays: %s',
    async (order) => {
      const files = [
        ['raw.csv', rawInstalls(raw)],
        ['aggregate.csv', appsflyerByDate(aggregate)],
      ] as const
      for (const [name, text] of order === 'raw first' ? files : files.toReversed())
        expect((await project.importText(name, text)).status).toBe('stored')
      const installs = byKey(
        await project.query({ metrics: 'installs', by: 'network' }),
        'network_key',
        'installs',
      )
      expect(installs).toEqual({ 'unity-ads': 30, applovin: 30, organic: 100 })
      expect((await project.query({ metrics: 'installs' })).totals.installs).toBe(160)
    },
  )

  test('a short raw log does not stand for the whole aggregate', async () => {
    await project.importText('aggregate.csv', appsflyerByDate(aggregate))
    await project.importText('raw.csv', rawInstalls(raw.slice(0, 4)))
    const installs = byKey(
      await project.query({ metrics: 'installs', by: 'network' }),
      'network_key',
      'installs',
    )
    expect(installs).toEqual({ 'unity-ads': 30, applovin: 30, organic: 100 })
  })

  test.each(['aa', 'bb', 'level_5', 'tutorial', 'x1'])(
    'a newer export with one more event (%s) answers, not the stale one',
    async (event) => {
      await project.importText('old.csv', appsflyerByDate(aggregate))
      const newer = appsflyerByDate(aggregate.map((row) => ({ ...row, installs: row.installs + 1 })))
      const [header, ...lines] = newer.trim().split('\n')
      const text = [`${header},${event} (Event counter)`, ...lines.map((line) => `${line},1`)].join('\n')
      await project.importText('new.csv', `${text}\n`)
      const answer = await project.query({ metrics: `installs,event.${event}` })
      expect(answer.totals).toEqual({ installs: 190, [`event.${event}`]: 30 })
    },
  )

  test('blocked installs are no installs', async () => {
    await project.importText('aggregate.csv', appsflyerByDate(aggregate))
    const blocked = rawInstalls(raw.slice(0, 9), 'Fake installs')
    expect((await project.importText('blocked.csv', blocked)).layout).toBe('raw-blocked-installs')
    expect((await project.query({ metrics: 'installs' })).totals.installs).toBe(160)
  })
})
