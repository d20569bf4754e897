import { afterEach, expect, test } from 'vitest'
import { JournalAnswer } from '#schema/answer/journal-answer.ts'
import { SqlQueryAnswer } from '#schema/answer/sql-answer.ts'
import { type OpenProject, openProject } from '../support/open-project.ts'

let project: OpenProject
afterEach(() => project.remove())

const HEADER =
  'Day,Campaign name,Campaign ID,Ad set name,Ad name,Ad delivery,Campaign delivery,Starts,Ad set budget,Impressions,Amount spent (USD),App installs,Link clicks'
const row = (day: string, campaign: string, ad: string, status: string, running = 'active', installs = 40) =>
  `${day},${campaign},c1,Set,${ad},${status},${running},2026-03-20,50,20000,30,${installs},300`
const april = [1, 2, 3, 4].map((day) => `2026-04-0${day}`)
const FIRST = [
  HEADER,
  ...april.map((day) => row(day, 'Spring', 'Cat', 'Active')),
  ...april.slice(2).map((day) => row(day, 'Spring', 'Dog', 'Inactive', 'active', 90)),
].join('\n')
const LATER = [
  HEADER,
  ...april.map((day) => row(day, 'Spring sale', 'Cat', 'Archived')),
  ...april.slice(2).map((day) => row(day, 'Spring sale', 'Dog', 'Active', 'active', 90)),
].join('\n')

const statuses = async () => {
  const { rows } = await project.query({ metrics: 'impressions', by: 'creative,status', sort: 'creative' })
  return rows.map(({ creative, status }) => [creative, status])
}

test('an export says of its ads what they are, and the newest load is believed', async () => {
  project = await openProject()
  await project.importText('ads.csv', FIRST)
  const first = [
    ['Cat', 'active'],
    ['Dog', 'paused'],
  ]
  expect(await statuses()).toEqual(first)
  const later = await project.importText('ads.csv', LATER)
  expect(await statuses()).toEqual([
    ['Cat', 'removed'],
    ['Dog', 'active'],
  ])
  const names = SqlQueryAnswer.parse(
    await project.ask('sql', {
      statement: `SELECT id, name, names, status, launched::VARCHAR, last_delivery::VARCHAR FROM names WHERE level = 'campaign'`,
    }),
  )
  expect(names.rows).toEqual([
    ['c1', 'Spring sale', 'Spring | Spring sale', 'active', '2026-04-01', '2026-04-04'],
  ])
  const parents = SqlQueryAnswer.parse(
    await project.ask('sql', {
      statement: `SELECT g.name, g.budget, g.launched::VARCHAR, c.name FROM names g JOIN names c ON c.level = 'campaign' AND c.key = g.parent WHERE g.level = 'ad_group'`,
    }),
  )
  expect(parents.rows).toEqual([['Set', '50', '2026-03-20', 'Spring sale']])
  await project.undo(later.load)
  expect(await statuses()).toEqual(first)
})

test('creatives are ranked among those that run, and what runs against what does not', async () => {
  project = await openProject()
  await project.importText('ads.csv', FIRST)
  const running = await project.rank({ by: 'creative', where: 'status = active' })
  expect(running.rows.map(({ name }) => name)).toEqual(['Cat'])
  const byStatus = await project.rank({ by: 'ad.status' })
  expect(byStatus.rows.map(({ key, impressions }) => [key, impressions]).toSorted()).toEqual([
    ['active', 80_000],
    ['paused', 40_000],
  ])
  const young = await project.rank({ by: 'creative', where: 'age_in_days < 3' })
  expect(young.rows.map(({ name }) => name)).toEqual(['Dog'])
  await expect(project.query({ metrics: 'impressions', where: 'launched > soon' })).rejects.toThrow(
    'soon is no day',
  )
  await expect(project.query({ metrics: 'impressions', where: 'age > 3' })).rejects.toThrow(
    'age is a dimension and has no >',
  )
})

test('where the file of a creative can be seen is kept with it, as its newest export says', async () => {
  project = await openProject()
  const assets = (address: string) =>
    `asset_id,asset_name,asset_url,campaign,campaign_id,creative_set,creative_set_id,impressions,clicks,ctr,cost
4400100,Moth,${address},Spring,71,Broad,66,27594,772,0.0280,101.47
4400107,Harbour,,Spring,71,Broad,66,20235,728,0.0360,46.43
`
  for (const address of ['https://cdn.example/first.mp4', 'https://cdn.example/second.mp4'])
    await project.importText('assets.csv', assets(address), { set: ['from=2026-04-01', 'to=2026-04-02'] })
  const { rows } = SqlQueryAnswer.parse(
    await project.ask('sql', {
      statement: "SELECT name, asset_url FROM names WHERE level = 'creative' ORDER BY name",
    }),
  )
  expect(rows).toEqual([
    ['Harbour', null],
    ['Moth', 'https://cdn.example/second.mp4'],
  ])
})

test('what two exports say otherwise of an object stands in the journal, a load that is undone does not', async () => {
  project = await openProject()
  const told = async (objects: string) =>
    JournalAnswer.parse(await project.ask('journal', { objects }))
      .events.filter(({ kind }) => kind !== 'launch')
      .map(({ day, kind, scope, note, unseen }) => [
        day,
        kind,
        scope.campaign ?? scope.creative,
        note,
        unseen,
      ])
  const week = (from: number, ...rows: readonly (readonly [ad: string, status: string, budget: number])[]) =>
    [
      HEADER,
      ...rows.flatMap(([ad, status, budget]) =>
        [0, 1, 2].map((day) =>
          row(`2026-04-0${from + day}`, 'Spring', ad, status).replace(',50,', `,${budget},`),
        ),
      ),
    ].join('\n')
  await project.importText('first.csv', week(1, ['Cat', 'Active', 50], ['Dog', 'Inactive', 50]))
  expect([await told('creative'), await told('campaign')]).toEqual([
    [['2026-04-04', 'stop', 'Dog', 'creative last delivered the day before, now paused', null]],
    [],
  ])
  const later = await project.importText('later.csv', week(4, ['Cat', 'Paused', 80], ['Dog', 'Active', 80]))
  expect(await told('creative')).toEqual([
    ['2026-04-07', 'stop', 'Cat', 'status paused, was active', null],
    ['2026-04-07', 'start', 'Dog', 'status active, was paused', '2026-04-04'],
  ])
  expect(await told('campaign')).toEqual([
    ['2026-04-07', 'budget', 'Spring', 'ad group Set: budget 80, was 50', '2026-04-04'],
  ])
  // The same numbers written otherwise are no change.
  await project.importText('same.csv', week(7, ['Cat', 'Paused', 80.0], ['Dog', 'active', 80]))
  expect(await told('campaign')).toHaveLength(1)
  await project.undo(later.load)
  expect(await told('creative')).toEqual([
    ['2026-04-10', 'stop', 'Cat', 'status paused, was active', null],
    ['2026-04-10', 'start', 'Dog', 'status active, was paused', '2026-04-04'],
  ])
})

test('a landing page an object did not have on its first day stands in the journal', async () => {
  project = await openProject()
  await project.importText(
    'pages.csv',
    [
      'day,campaign,creative,shown,taps,page',
      '2026-05-01,Spring,Cat,1000,20,https://a.example/one',
      '2026-05-02,Spring,Cat,1000,20,https://a.example/one',
      '2026-05-03,Spring,Cat,1000,20,https://a.example/two',
    ].join('\n'),
    {
      source: 'own',
      map: {
        day: 'day',
        campaign: 'campaign',
        creative: 'creative',
        impressions: 'shown',
        clicks: 'taps',
        landing_page: 'page',
      },
      set: { network: 'meta', app: 'game' },
    },
  )
  const { events } = JournalAnswer.parse(await project.ask('journal', { objects: 'campaign' }))
  expect(events).toMatchObject([
    {
      day: '2026-05-03',
      kind: 'landing_page',
      scope: { campaign: 'Spring' },
      note: 'https://a.example/two from this day on',
    },
  ])
})
