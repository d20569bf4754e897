import { afterAll, beforeAll, expect, test } from 'vitest'
import { byKey, type OpenProject, openProject } from '../support/open-project.ts'

const FILE = `Day,Creative,OS,Country,Shown,Installs
2026-03-01,A,ios,US,50000,500
2026-03-01,A,android,DE,40000,100
2026-03-01,B,ios,DE,30000,90
2026-03-01,C,android,US,900,9
`

let project: OpenProject
beforeAll(async () => {
  project = await openProject(
    'name: filters\nsegments:\n  ios: os = ios\n  us_or_ios: segment = ios or country = US\n',
  )
  const map = [
    'day=Day',
    'creative=Creative',
    'os=OS',
    'country=Country',
    'impressions=Shown',
    'installs=Installs',
  ]
  await project.importText('rows.csv', FILE, { source: 'studio', map })
})
afterAll(() => project.remove())

const shown = (rows: readonly { name: string; impressions: number | null }[]) =>
  Object.fromEntries(rows.map(({ name, impressions }) => [name, impressions]))

test('a ranking takes conditions and segments', async () => {
  const ranked = await project.rank({ where: 'os = ios or country = US', segment: 'us_or_ios' })
  expect(shown(ranked.rows)).toEqual({ A: 50_000, B: 30_000, C: 900 })
  expect(ranked.question.filters).toEqual([
    'segment us_or_ios (segment ios (os = ios) or country = US)',
    'os = ios or country = US',
  ])
  expect(
    shown((await project.rank({ segment: ['ios', 'us_or_ios'], where: 'not creative = B' })).rows),
  ).toEqual({
    A: 50_000,
  })
})

test('a ranking and a comparison refuse what only a query can keep', async () => {
  await expect(project.rank({ where: 'impressions > 5' })).rejects.toThrow(/rank keeps rows by dimensions/)
  await expect(project.ask('compare', { objects: ['A', 'B'], where: 'ipm > 5' })).rejects.toThrow(
    /compare keeps rows by dimensions/,
  )
})

test('a list of creatives keeps those whose metric passes', async () => {
  const { creatives } = Object(await project.ask('creatives', { where: 'os = ios and impressions > 30000' }))
  expect(creatives).toMatchObject([{ name: 'A', impressions: 50_000 }])
})

test('filters commute, and --having is the same as a condition on a metric', async () => {
  const ask = (input: object) => project.query({ metrics: 'impressions,ipm', by: 'creative', ...input })
  const one = await ask({ where: ['os = ios', 'ipm > 5'] })
  const other = await ask({ where: 'ipm > 5 and os = ios' })
  const having = await ask({ where: 'os = ios', having: 'ipm > 5' })
  expect(byKey(one, 'creative', 'ipm')).toEqual({ A: 10 })
  expect([other.rows, having.rows]).toEqual([one.rows, one.rows])
  expect(other.question.having).toEqual(['ipm > 5'])
  await expect(ask({ having: 'os = ios' })).rejects.toThrow(/having keeps answered rows/)
})
