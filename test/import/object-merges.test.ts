import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Project } from '#engine/index.ts'
import { MatchesAnswer } from '#schema/answer/matches-answer.ts'
import { byKey, findOperation, type OpenProject, openProject } from '../support/open-project.ts'

const NETWORK = `Day,App,OS,Campaign,Campaign id,Group,Ad,Shown
2026-03-01,1234567890,ios,Autumn,c1,G1,A1,1000
2026-03-01,com.studio.harbour,android,Winter,c2,G2,A2,3000
`
const MMP = `Day,Network,App,OS,Campaign,Joined
2026-03-01,Unity Ads,1234567890,ios,Autumn,10
2026-03-01,Unity Ads,com.studio.harbour,android,Wintr,60
2026-03-01,House Promo,com.studio.harbour,android,Own,5
`
const NETWORK_INPUT = {
  source: 'unity-ads',
  set: { network: 'Unity Ads' },
  map: {
    ...{ day: 'Day', app: 'App', os: 'OS', campaign: 'Campaign', campaign_id: 'Campaign id' },
    ...{ ad_group: 'Group', ad: 'Ad', impressions: 'Shown' },
  },
}

let project: OpenProject
beforeAll(async () => {
  project = await openProject()
  await project.importText('network.csv', NETWORK, NETWORK_INPUT)
  await project.importText('mmp.csv', MMP, {
    source: 'appsflyer',
    map: { day: 'Day', network: 'Network', app: 'App', os: 'OS', campaign: 'Campaign', installs: 'Joined' },
  })
})
afterAll(() => project.folder.remove())

const shown = async (by: string) =>
  byKey(await project.query({ metrics: 'impressions,installs', by }), by, 'impressions')
const installs = async (by: string) =>
  byKey(await project.query({ metrics: 'impressions,installs', by }), by, 'installs')
const merge = (level: string, objects: readonly string[], name?: string) =>
  project.ask('matches-merge', { level, objects, ...(name === undefined ? {} : { name }) })
const split = (level: string, objects: readonly string[]) => project.ask('matches-split', { level, objects })

test('a campaign an MMP misspells is one with the network’s after a merge, and none after a split', async () => {
  const before = await installs('campaign')
  expect(before).toMatchObject({ Winter: null, Wintr: 60 })
  await merge('campaign', ['Winter', 'Wintr'])
  expect(await installs('campaign')).toEqual({ Autumn: 10, Winter: 60, Own: 5 })
  const answer = MatchesAnswer.parse(await project.ask('matches'))
  const campaigns = answer.rows.filter(
    ({ level, network }) => level === 'campaign' && network === 'unity-ads',
  )
  expect(campaigns.map(({ share }) => share)).toEqual([1, 1])
  expect(campaigns.flatMap(({ rules }) => rules.map(({ rule }) => rule)).toSorted()).toEqual([
    'merge',
    'name',
  ])
  expect(await merge('campaign', ['Winter', 'Wintr'])).toMatchObject({ changed: false })
  await split('campaign', ['Wintr'])
  expect(await installs('campaign')).toEqual(before)
  expect(await split('campaign', ['Wintr'])).toMatchObject({ changed: false })
})

test('apps under a new name are one, later loads too, and OS tells their stores apart', async () => {
  const { freshness } = await project.query({ metrics: 'impressions' })
  await merge('app', ['1234567890', 'com.studio.harbour'], 'Harbour')
  expect(await shown('app')).toEqual({ Harbour: 4000 })
  expect(await shown('os')).toEqual({ android: 3000, ios: 1000 })
  await project.importText('later.csv', NETWORK.replaceAll('03-01', '03-02'), NETWORK_INPUT)
  const named = await project.query({ metrics: 'impressions', by: 'app', where: 'app = id1234567890' })
  expect(byKey(named, 'app', 'impressions')).toEqual({ Harbour: 8000 })
  expect(named.freshness.dataVersion).not.toBe(freshness.dataVersion)
  await project.undo(3)
  await split('app', ['Harbour'])
  expect(await shown('app')).toEqual({ '1234567890': 1000, 'com.studio.harbour': 3000 })
})

test('networks, ad groups and ads too, each on its own', async () => {
  await merge('network', ['Unity Ads', 'House Promo'], 'Unity and house')
  expect(await installs('network')).toEqual({ 'Unity and house': 75 })
  await merge('ad_group', ['G1', 'G2'], 'All')
  expect(await shown('ad_group')).toMatchObject({ All: 4000 })
  await merge('ad', ['A2', 'A1'])
  expect(await shown('ad')).toMatchObject({ A2: 4000 })
  expect(await shown('ad_group')).toMatchObject({ All: 4000 })
  await split('ad', ['A2'])
  await split('ad_group', ['All'])
  await split('network', ['House Promo'])
  expect(await shown('ad')).toMatchObject({ A1: 1000, A2: 3000 })
  expect(await shown('ad_group')).toMatchObject({ G1: 1000, G2: 3000 })
  expect(await installs('network')).toEqual({ 'Unity Ads': 70, 'House Promo': 5 })
})

test('what a reader sees beside a merge, or a merge that fails, does not stand in the way of it', async () => {
  const { own } = project.project
  const { warehouse } = own
  const transaction = warehouse.transaction.bind(warehouse)
  const spy = vi.spyOn(warehouse, 'transaction')
  const fail = () => Promise.reject(new Error('the disk is full'))
  try {
    spy.mockImplementationOnce(fail)
    await expect(merge('app', ['1234567890', 'com.studio.harbour'], 'Harbour')).rejects.toThrow('disk')
    spy.mockImplementation((work) =>
      transaction(async (session) => {
        const found = await work(session)
        await own.catalogue()
        return found
      }),
    )
    await merge('app', ['1234567890', 'com.studio.harbour'], 'Harbour')
    expect([...new Set((await own.catalogue()).appNames.values())]).toEqual(['Harbour'])
  } finally {
    spy.mockRestore()
  }
  await split('app', ['Harbour'])
  expect([...(await own.catalogue()).appNames.values()]).toEqual(['1234567890', 'com.studio.harbour'])
})

test('decisions have a history that outlives the process, and what nobody knows is refused', async () => {
  await expect(merge('campaign', ['Autumn', 'Wintre'])).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringMatching(/no campaign is called Wintre \(did you mean Wint/),
  })
  await expect(merge('ad', ['A1', 'a1'])).rejects.toMatchObject({ code: 'usage' })
  await merge('campaign', ['Autumn', 'Winter'])
  await project.project.close()
  const reopened = await Project.open(project.folder.path)
  const ask = (name: string, input = {}) => findOperation(name).run(reopened, input, { localFiles: true })
  const { rows } = await reopened.own.warehouse.query(
    `SELECT DISTINCT campaign FROM identity WHERE campaign LIKE '%c1' OR campaign LIKE '%c2' ORDER BY 1`,
  )
  expect(rows).toHaveLength(1)
  expect(await ask('matches-history')).toMatchObject({
    decisions: [
      { level: 'campaign', kind: 'merge', objects: [{ name: 'Winter' }, { name: 'Wintr' }] },
      { level: 'campaign', kind: 'split' },
      { level: 'app', kind: 'merge', name: 'Harbour' },
      { level: 'app', kind: 'split' },
      { level: 'network' },
      { level: 'ad_group' },
      { level: 'ad' },
      { level: 'ad', kind: 'split' },
      { level: 'ad_group', kind: 'split' },
      { level: 'network', kind: 'split' },
      { level: 'app', kind: 'merge' },
      { level: 'app', kind: 'split' },
      { level: 'campaign', kind: 'merge', objects: [{ name: 'Autumn' }, { name: 'Winter' }] },
    ],
  })
  await reopened.close()
})
