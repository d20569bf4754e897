import { afterEach, beforeEach, expect, test } from 'vitest'
import { ReconcileAnswer } from '#schema/answer/reconcile-answer.ts'
import { type OpenProject, openProject } from '../support/open-project.ts'

const META = `Campaign name,Ad name,Day,Amount spent (USD),Impressions,Link clicks,Clicks (all),App installs
,,,30,1200,15,15,9
A,A1,2026-03-01,1,100,5,5,1
A,A2,2026-03-02,1,300,5,5,2
A,A1,2026-03-03,1,200,5,5,3
`
const APPSFLYER = `Date,Agency/PMD (af_prt),Media Source (pid),Campaign (c),Impressions,Clicks,CTR,Installs,Conversion Rate,Sessions,Loyal Users,Loyal Users/Installs,Total Revenue,Total Cost,ROI,ARPU,Average eCPI
2026-03-02,None,Facebook Ads,A,0,0,0,7,0,0,0,0,0,0,N/A,0,0
2026-03-03,None,Facebook Ads,A,0,0,0,3,0,0,0,0,0,0,N/A,0,0
2026-03-03,None,Organic,None,0,0,0,90,0,0,0,0,0,0,N/A,0,0
`

let project: OpenProject
beforeEach(async () => {
  project = await openProject()
  await project.importText('meta.csv', META)
  await project.importText('appsflyer.csv', APPSFLYER)
})
afterEach(() => project.remove())

const reconcile = async (input = {}) => ReconcileAnswer.parse(await project.ask('reconcile', input))

test('a file’s own total row is kept with its load and compared, whatever replaced its rows since', async () => {
  const before = await reconcile()
  const field = (name: string) => before.loads[0]?.fields.find((one) => one.field === name)
  expect(field('impressions')).toEqual({
    field: 'impressions',
    ours: 600,
    stated: 1200,
    difference: -600,
    ratio: 0.5,
    agrees: false,
  })
  expect(field('clicks')).toMatchObject({ ours: 15, stated: 15, agrees: true })
  expect(before.loads[1]).toMatchObject({ source: 'appsflyer', fields: [] })
  expect(before.notes.map(({ code }) => code)).toEqual(['totals_differ'])
  await project.importText('meta-later.csv', META.replace(',100,', ',150,'))
  const after = await reconcile()
  expect(after.loads.find(({ load }) => load === '1')).toEqual(before.loads[0])
  await project.undo(3)
  expect((await reconcile()).loads.map(({ load }) => load)).toEqual(['1', '2'])
})

test('claims are compared with the MMP over the days both know, network by network', async () => {
  expect((await reconcile()).discrepancies).toEqual([
    {
      network: 'meta',
      networkLabel: 'Meta',
      app: null,
      basis: 'mmp',
      from: '2026-03-02',
      to: '2026-03-03',
      claimed: 5,
      counted: 10,
      ratio: 2,
      notComputed: {},
    },
  ])
})

test('whose conversions answer is told with the reason', async () => {
  const told = async (input = {}) => {
    const { sourceOfTruth } = await reconcile(input)
    return sourceOfTruth.map(({ network, basis, saidOf, why }) => [network, basis, saidOf, why])
  }
  expect(await told()).toEqual([['meta', 'mmp', 'default', 'first choice']])
  const before = { from: '2026-03-01', to: '2026-03-01' }
  expect(await told(before)).toEqual([
    ['meta', 'network', 'default', 'mmp install covers none of the days of delivery'],
  ])
})

test('two bases stand beside each other and are never added', async () => {
  const answer = await project.query({
    metrics: 'installs,spend',
    by: 'network',
    basis: 'network,mmp',
    from: '2026-03-02',
    to: '2026-03-03',
  })
  expect(answer.columns.map(({ name }) => name)).toEqual([
    'network',
    'installs_network',
    'installs_mmp',
    'installs_ratio',
    'spend',
  ])
  expect(answer.rows).toMatchObject([
    { network: 'Meta', installs_network: 5, installs_mmp: 10, installs_ratio: 2, spend: 2 },
    { network: 'Organic', installs_network: null, installs_mmp: 90, installs_ratio: null, spend: null },
  ])
  // Organic installs are in the MMP's total and in no claim: the ratio is of what both know.
  expect(answer.totals).toEqual({ installs_network: 5, installs_mmp: 100, installs_ratio: 2, spend: 2 })
  expect(answer.question.basis['event.install']).toEqual(['mmp', 'network'])
})

test('each of two bases answers what it answers alone', async () => {
  const both = await project.query({ metrics: 'ipm,cpi', by: 'campaign', basis: 'mmp,network' })
  for (const basis of ['mmp', 'network']) {
    const alone = await project.query({ metrics: 'ipm,cpi', by: 'campaign', basis })
    for (const row of alone.rows) {
      const beside = both.rows.find((one) => one.campaign_key === row.campaign_key)
      expect([beside?.[`ipm_${basis}`], beside?.[`cpi_${basis}`]]).toEqual([row.ipm, row.cpi])
    }
  }
})

test('what two bases cannot be asked for is refused with what to do', async () => {
  const ask = (input: Record<string, unknown>) => project.query({ metrics: 'installs', ...input })
  await expect(ask({ basis: 'mmp,mmp' })).rejects.toMatchObject({ code: 'usage' })
  await expect(ask({ basis: 'mmp,network', compare: 'previous' })).rejects.toMatchObject({ code: 'usage' })
  await expect(ask({ basis: 'mmp,network', where: 'impressions > 10' })).rejects.toMatchObject({
    code: 'usage',
  })
  await expect(ask({ basis: 'mmp,skan' })).rejects.toMatchObject({ code: 'not_found' })
})

const UNITY = `Day,App,OS,Country,Creative,Shown,Claimed
2026-03-01,1234567890,ios,US,Hook,20000,400
2026-03-02,1234567890,ios,DE,Hook,20000,300
2026-03-01,com.studio.island,android,US,Hook,30000,200
2026-03-02,com.studio.island,android,US,Drop,40000,100
`
const JOINED = `Day,Network,App,OS,Country,Creative,Joined
2026-03-01,Unity Ads,id1234567890,ios,US,Hook,120
2026-03-02,Unity Ads,id1234567890,ios,DE,Hook,80
2026-03-01,Unity Ads,com.studio.island,android,US,Hook,90
2026-03-02,Unity Ads,com.studio.island,android,US,Drop,70
`

test('a ranking counts each app on its own source of truth, by day and by place too', async () => {
  await project.remove()
  project = await openProject(`name: apps
apps: { "1234567890": Harbour }
sourceOfTruth: { outcomes: [own, network], apps: { Harbour: [network] } }
`)
  const map = { day: 'Day', app: 'App', os: 'OS', country: 'Country', creative: 'Creative' }
  await project.importText('unity.csv', UNITY, {
    source: 'unity-ads',
    set: { network: 'Unity Ads' },
    map: { ...map, impressions: 'Shown', 'event.install': 'Claimed' },
  })
  await project.importText('joined.csv', JOINED, {
    source: 'server',
    map: { ...map, network: 'Network', installs: 'Joined' },
  })
  const { rows } = await project.query({ metrics: 'installs', by: 'creative' })
  expect(Object.fromEntries(rows.map((row) => [row.creative, row.installs]))).toEqual({ Hook: 790, Drop: 70 })
  const { sourceOfTruth } = await reconcile()
  expect(sourceOfTruth.map(({ app, basis, saidOf, why }) => [app, basis, saidOf, why])).toEqual([
    [null, 'own', 'all', 'first choice'],
    ['Harbour', 'network', 'app', 'first choice'],
  ])
  const answer = await project.rank({ by: 'creative', maturity: 'include' })
  expect(
    answer.rows.map(({ name, impressions, conversions }) => [name, impressions, conversions]).toSorted(),
  ).toEqual([
    ['Drop', 40000, 70],
    ['Hook', 70000, 790],
  ])
  expect(answer.adjustment?.dimensions.length ?? 0).toBeGreaterThan(0)
  const days = await project.query({ metrics: 'installs,ipm', grain: 'day', maturity: 'include' })
  expect(days.rows.map(({ installs }) => installs)).toEqual([490, 370])
})
