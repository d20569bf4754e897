import { afterEach, expect, test } from 'vitest'
import { MatchesAnswer } from '#schema/answer/matches-answer.ts'
import { type OpenProject, openProject } from '../support/open-project.ts'

const NETWORK = `Day,App,Campaign,Campaign id,Ad,Ad id,Shown
2026-03-01,Harbour,Autumn,c1,First,a1,4000
2026-03-01,Harbour,Winter,c2,Hook B,a2,3000
2026-03-01,Harbour,Winter,c2,Hook C,a3,1000
`
const MMP = `Day,Network,App,Campaign,Campaign id,Ad,Installs
2026-03-01,Facebook Ads,Harbour,Autumn,c1,fIrst,10
2026-03-01,Facebook Ads,Harbour,Renamed,c2,Hook B,6
2026-03-01,Facebook Ads,Harbour,Winter,,Hook X,3
2026-03-01,Facebook Ads,Island,Spring,,Hook Z,5
2026-03-01,unityads_int,Harbour,Summer,,First,7
2026-03-01,Organic,Harbour,,,,90
`
const columns = (fields: string) =>
  Object.fromEntries(
    fields
      .split(' ')
      .map((pair): [string, string] => [
        pair.split('=')[0] ?? '',
        (pair.split('=')[1] ?? '').replaceAll('_', ' '),
      ]),
  )

let project: OpenProject
afterEach(() => project.remove())

async function ask(input = {}): Promise<MatchesAnswer> {
  return MatchesAnswer.parse(await project.ask('matches', input))
}

async function openBoth(): Promise<void> {
  project = await openProject()
  await project.importText('network.csv', NETWORK, {
    source: 'meta',
    set: { network: 'Meta' },
    map: columns(
      'day=Day app=App campaign=Campaign campaign_id=Campaign_id ad=Ad ad_id=Ad_id impressions=Shown',
    ),
  })
  await project.importText('mmp.csv', MMP, {
    source: 'appsflyer',
    map: columns(
      'day=Day network=Network app=App campaign=Campaign campaign_id=Campaign_id ad=Ad installs=Installs',
    ),
  })
}

function row({ rows }: MatchesAnswer, network: string, app: string, level: string) {
  const found = rows.find((one) => one.network === network && one.app === app && one.level === level)
  if (found === undefined) throw new Error(`no row about ${network} ${app} ${level}`)
  return found
}

test('matches by id and by name, app by app, and names what does not match', async () => {
  await openBoth()
  const answer = await ask()
  expect(row(answer, 'meta', 'Harbour', 'network')).toMatchObject({
    conversions: 19,
    matched: 19,
    share: 1,
    advice: null,
  })
  expect(row(answer, 'meta', 'Harbour', 'campaign')).toMatchObject({
    matched: 19,
    share: 1,
    rules: [
      { rule: 'id', conversions: 10 },
      { rule: 'id and name', conversions: 9 },
    ],
  })
  expect(row(answer, 'meta', 'Harbour', 'ad')).toMatchObject({
    basis: 'own',
    conversions: 19,
    matched: 16,
    unmatched: 3,
    rules: [{ rule: 'name', conversions: 16 }],
    largestUnmatched: [{ name: 'Hook X', conversions: 3, similar: 'Hook B' }],
  })
  expect(row(answer, 'meta', 'Harbour', 'app')).toMatchObject({ matched: 19, share: 1, advice: null })
  expect(row(answer, 'meta', 'Island', 'app')).toMatchObject({
    matched: 0,
    advice: 'say under apps in permille.yaml which app of Meta “Island” is',
  })
  expect(row(answer, 'meta', 'Island', 'campaign')).toMatchObject({ conversions: 5, matched: 0, share: 0 })
  expect(row(answer, 'meta', 'Harbour', 'ad_group')).toMatchObject({
    share: null,
    notComputed: { share: 'the own conversions carry no ad group' },
  })
})

test('a network without impressions is not computed, and organic installs are nobody’s', async () => {
  await openBoth()
  const answer = await ask()
  expect(row(answer, 'unity-ads', 'Harbour', 'campaign')).toMatchObject({
    conversions: 7,
    matched: null,
    share: null,
  })
  expect(answer.rows.filter(({ network }) => network === 'organic')).toEqual([])
  const conversions = answer.rows
    .filter(({ level }) => level === 'network')
    .reduce((sum, one) => sum + one.conversions, 0)
  expect(conversions).toBe(10 + 6 + 3 + 5 + 7)
})

test('a project without an MMP has nothing to match', async () => {
  project = await openProject()
  await project.importText('network.csv', NETWORK, {
    source: 'meta',
    set: { network: 'Meta' },
    map: columns('day=Day campaign=Campaign impressions=Shown'),
  })
  const answer = await ask()
  expect(answer.rows).toEqual([])
  expect(answer.notes.map(({ code }) => code)).toContain('nothing_to_match')
})

test('where few of the counts asked for match, modelled ones are offered for objects, and they answer', async () => {
  project = await openProject()
  const shown = ['Hook A', 'Hook B'].map((ad) => `Autumn,${ad},2026-03-01,10,4000,50,55,10`).join('\n')
  await project.importText(
    'meta.csv',
    `Campaign name,Ad name,Day,Amount spent (USD),Impressions,Link clicks,Clicks (all),App installs\n${shown}\n`,
  )
  const counted = ['Hook A', 'Hook Z'].map((ad) => `2026-03-01,Lantern,Facebook,Autumn,${ad},10,0`).join('\n')
  await project.importText(
    'adjust.csv',
    `day,app,partner_name,campaign_network,creative_network,installs,network_cost\n${counted}\n`,
  )
  const about = async (by: string) =>
    (await project.query({ metrics: 'ipm', by, basis: 'mmp' })).notes.find(
      ({ code }) => code === 'few_matched',
    )?.message
  expect(await about('creative')).toMatch(/^Meta: only 50 % .* The basis “modelled” spreads/)
  expect(await about('network')).toBeUndefined()
  const { rows } = await project.query({ metrics: 'installs', by: 'creative', basis: 'modelled' })
  expect(rows.map(({ creative, installs }) => [creative, installs])).toEqual([
    ['Hook A', 10],
    ['Hook B', 10],
  ])
})
