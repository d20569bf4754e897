import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { byKey, type OpenProject, openProject } from '../support/open-project.ts'
import { appsflyerByDate } from './appsflyer-file.ts'
import { days, metaFile } from './meta-file.ts'

let project: OpenProject
afterEach(() => project.remove())

const april = days('04-01', '04-10')
const delivery = metaFile(
  april.flatMap((day) => [
    { day, campaign: 'A', ad: 'A1', impressions: 1000, installs: 3, spend: 10 },
    { day, campaign: 'B', ad: 'B1', impressions: 2000, installs: 4, spend: 20 },
  ]),
)

describe('a studio’s own outcomes', () => {
  test('a sales table counts on the basis own, beside the network’s delivery', async () => {
    project = await openProject()
    await project.importText('meta.csv', delivery)
    const sales = april.flatMap((day) => [
      `${day},Facebook,A,purchase,2,19.98`,
      `${day},Facebook,B,trial,1,0`,
    ])
    const report = await project.importText(
      'sales.csv',
      `When,Network,Campaign,What,Orders,Amount (USD)\n${sales.join('\n')}\n`,
      {
        kind: 'outcome',
        source: 'shop',
        map: {
          day: 'When',
          network: 'Network',
          campaign: 'Campaign',
          event_name: 'What',
          'event.purchase': 'Orders',
          event_value: 'Amount (USD)',
        },
      },
    )
    expect(report.status).toBe('stored')
    expect(report.totals).toMatchObject({ 'event.purchase': 20, 'event.trial': 10, 'value.purchase': 199.8 })
    const answer = await project.query({
      metrics: 'event.purchase,event.trial,impressions,conversions_per_mille.purchase',
      by: 'campaign',
    })
    expect(byKey(answer, 'campaign', 'event.purchase')).toMatchObject({ A: 20 })
    expect(byKey(answer, 'campaign', 'event.trial')).toMatchObject({ B: 10 })
    expect(byKey(answer, 'campaign', 'conversions_per_mille.purchase')).toMatchObject({ A: 2 })
    expect(answer.question.basis['event.purchase']).toEqual(['own'])
    const ranked = await project.rank({ by: 'campaign', event: 'purchase' })
    expect(ranked.rows.find(({ name }) => name === 'A')).toMatchObject({
      impressions: 10_000,
      conversions: 20,
      basis: 'own',
    })
  })

  test('unique users and every event are different counts, never added', async () => {
    project = await openProject()
    await project.importText('own.csv', 'Day,Creative,Shown,Buyers,Orders\n2026-04-01,X,1000,5,9\n', {
      map: {
        day: 'Day',
        creative: 'Creative',
        impressions: 'Shown',
        'unique.purchase': 'Buyers',
        'event.purchase': 'Orders',
      },
    })
    const answer = await project.query({ metrics: 'unique.purchase,event.purchase' })
    expect(answer.totals).toEqual({ 'unique.purchase': 5, 'event.purchase': 9 })
    expect((await project.rank({ event: 'unique.purchase' })).rows[0]).toMatchObject({ conversions: 5 })
    expect((await project.rank({ event: 'purchase' })).rows[0]).toMatchObject({ conversions: 9 })
  })

  test('a saved mapping recognises the next file by itself', async () => {
    project = await openProject()
    const file = (day: string) => `Tag,Werbemittel,Einblendungen,Käufe\n${day},X,1000,7\n`
    const first = await project.importText('eins.csv', file('2026-04-01'))
    expect(first).toMatchObject({ status: 'needs_mapping' })
    await project.importText('eins.csv', file('2026-04-01'), {
      source: 'adserver',
      map: ['day=Tag', 'creative=Werbemittel', 'impressions=Einblendungen', 'conversions=Käufe'],
      saveMapping: 'adserver',
    })
    const yaml = readFileSync(join(project.folder.path, 'permille.yaml'), 'utf8')
    expect(yaml).toContain('adserver')
    const next = await project.importText('zwei.csv', file('2026-04-02'))
    expect(next).toMatchObject({ status: 'stored', source: 'adserver', layout: 'adserver' })
    const again = await project.importText('drei.csv', file('2026-04-02').replace('1000', '1500'))
    expect(again.replaces?.rows).toBe(1)
    const answer = await project.query({ metrics: 'impressions', by: 'day' })
    expect(byKey(answer, 'day', 'impressions')).toEqual({ '2026-04-01': 1000, '2026-04-02': 1500 })
  })

  test('a mapping that names what is not there is refused with the nearest name', async () => {
    project = await openProject()
    const report = await project.importText('x.csv', 'Day,Shown\n2026-04-01,5\n', {
      map: { impressions: 'Showm' },
    })
    expect(report).toMatchObject({
      status: 'refused',
      refusal: { message: expect.stringContaining('did you mean Shown') },
    })
    const other = await project.importText('x.csv', 'Day,Shown\n2026-04-01,5\n', {
      map: { impresions: 'Shown' },
    })
    expect(other.refusal?.message).toContain('unknown field in the mapping: impresions')
  })
})

describe('own metrics', () => {
  test('numerator over denominator of known metrics, recomputed at every level', async () => {
    project = await openProject(
      'name: test\nmetrics:\n  clicks_per_install:\n    numerator: clicks\n    denominator: installs\n    higherIsBetter: false\n',
    )
    await project.importText('meta.csv', delivery)
    const answer = await project.query({ metrics: 'clicks_per_install,clicks,installs', by: 'campaign' })
    expect(byKey(answer, 'campaign', 'clicks_per_install')).toEqual({ A: 100 / 30, B: 100 / 40 })
    expect(answer.totals.clicks_per_install).toBeCloseTo(200 / 70, 12)
  })

  test('a metric that does not exist is refused with the nearest name', async () => {
    project = await openProject()
    await project.importText('meta.csv', delivery)
    await expect(project.query({ metrics: 'ipn' })).rejects.toMatchObject({
      code: 'not_found',
      message: 'unknown metric: ipn (did you mean ipm?)',
    })
    await expect(project.query({ metrics: 'ipm', by: 'netwrk' })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('money', () => {
  const rows = (currency: string) =>
    `Day,Creative,Shown,Cost,Currency\n2026-04-01,${currency},1000,10,${currency}\n2026-04-05,${currency},1000,10,${currency}\n`
  const map = ['day=Day', 'creative=Creative', 'impressions=Shown', 'spend=Cost', 'currency=Currency']

  test('is converted by the rate of its day', async () => {
    project = await openProject(
      "name: test\ncurrency: EUR\nrates:\n  USD:\n    '2026-01-01': 0.9\n    '2026-04-03': 0.8\n  GBP: 1.2\n",
    )
    for (const currency of ['USD', 'EUR', 'GBP'])
      await project.importText(`${currency}.csv`, rows(currency), { map, source: currency })
    const answer = await project.query({ metrics: 'spend,cpm', by: 'creative' })
    const spend = byKey(answer, 'creative', 'spend')
    expect(spend.USD).toBeCloseTo(9 + 8, 9)
    expect(spend.EUR).toBeCloseTo(20, 9)
    expect(spend.GBP).toBeCloseTo(24, 9)
    expect(answer.totals.spend).toBeCloseTo(61, 9)
    expect(answer.totals.cpm).toBeCloseTo(61 / 6, 9)
    expect(answer.notes.map(({ code }) => code)).not.toContain('no_currency_rate')
  })

  test('without a rate is left out, and a note says so', async () => {
    project = await openProject("name: test\ncurrency: EUR\nrates:\n  USD:\n    '2026-04-03': 0.8\n")
    for (const currency of ['USD', 'EUR'])
      await project.importText(`${currency}.csv`, rows(currency), { map, source: currency })
    // A network that has no other money.
    await project.importText('JPY.csv', rows('JPY'), { map, source: 'JPY', set: { network: 'TikTok' } })
    const answer = await project.query({ metrics: 'spend', by: 'creative' })
    expect(byKey(answer, 'creative', 'spend')).toMatchObject({ USD: 8, EUR: 20, JPY: null })
    const note = answer.notes.find(({ code }) => code === 'no_currency_rate')
    expect(note?.message).toMatch(/^20 JPY of spend, 10 USD of spend is left out/)
    expect(answer.notes.filter(({ code }) => code === 'no_currency_rate')).toHaveLength(1)
    const ratio = await project.query({ metrics: 'cpm', by: 'creative' })
    expect(byKey(ratio, 'creative', 'cpm')).toEqual({ USD: null, EUR: 10, JPY: null })
    expect(ratio.notComputed.cpm).toMatch(/has no rate to EUR/)
    expect(ratio.totals.cpm).toBeNull()
  })
})

describe('questions', () => {
  const mmp = appsflyerByDate(
    april.flatMap((day) => [
      { day, source: 'Facebook Ads', campaign: 'A', installs: 5 },
      { day, source: 'Facebook Ads', campaign: 'B', installs: 6 },
      { day, source: 'Organic', installs: 50 },
    ]),
  )

  test('--last counts back from the newest complete day of the data', async () => {
    project = await openProject()
    await project.importText('meta.csv', delivery)
    const answer = await project.query({ metrics: 'impressions', last: '3d' })
    expect(answer.question).toMatchObject({ from: '2026-04-08', to: '2026-04-10' })
    expect(answer.totals.impressions).toBe(9000)
    const all = await project.query({ metrics: 'impressions' })
    expect(all.question).toMatchObject({ from: '2026-04-01', to: '2026-04-10' })
  })

  test.each([
    ['campaign = A', 10_000],
    ['campaign != A', 20_000],
    ['campaign in A, B', 30_000],
    ['campaign not in (A, B)', null],
    ['network = meta', 30_000],
    ['network = Meta', 30_000],
    ['network ~ ET', 30_000],
    ['ad ~ b', 20_000],
    ['campaign ~ met', null],
    ['ad !~ b', 10_000],
    ["campaign = 'a'", 10_000],
    ["campaign = A'; DROP TABLE fact; --", null],
    ['campaign = "A"', 10_000],
  ])('--where "%s"', async (where, impressions) => {
    project = await openProject()
    await project.importText('meta.csv', delivery)
    const answer = await project.query({ metrics: 'impressions', where })
    expect(answer.totals.impressions ?? null).toBe(impressions)
    expect((await project.query({ metrics: 'impressions' })).totals.impressions).toBe(30_000)
  })

  test('the MMP answers installs where it covers, or who is asked for', async () => {
    project = await openProject()
    await project.importText('meta.csv', delivery)
    await project.importText('appsflyer.csv', mmp)
    const plain = await project.query({ metrics: 'installs', by: 'campaign', where: 'network = meta' })
    expect(byKey(plain, 'campaign', 'installs')).toEqual({ A: 50, B: 60 })
    expect(plain.question.basis['event.install']).toEqual(['mmp'])
    const claimed = await project.query({ metrics: 'installs', by: 'campaign', basis: 'network' })
    expect(byKey(claimed, 'campaign', 'installs')).toEqual({ A: 30, B: 40 })
    const byAd = await project.query({ metrics: 'installs,ipm', by: 'ad', where: 'network = meta' })
    expect(byKey(byAd, 'ad', 'installs')).toEqual({ A1: 30, B1: 40 })
    expect(byAd.question.basis['event.install']).toEqual(['network'])
    expect(byAd.notes.map(({ code }) => code)).toContain('other_basis')
    const { apart } = await project.rank({ by: 'network' })
    expect(apart.map(({ key, conversions }) => [key, conversions])).toEqual([['organic', 500]])
  })
})
