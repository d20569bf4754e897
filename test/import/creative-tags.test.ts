import { afterAll, beforeAll, expect, test } from 'vitest'
import { TagsAnswer } from '#schema/answer/tags-answer.ts'
import { byKey, type OpenProject, openProject } from '../support/open-project.ts'

const FILE = `Day,Creative,Shown,Installs
2026-03-01,Hook A,1000,10
2026-03-01,Hook A 9x16,2000,40
2026-03-01,Drop,4000,20
`
const MAP = { day: 'Day', creative: 'Creative', impressions: 'Shown', installs: 'Installs' }

let project: OpenProject
beforeAll(async () => {
  project = await openProject()
  await project.importText('days.csv', FILE, { source: 'studio', map: MAP })
})
afterAll(() => project.remove())

const byHook = async () =>
  byKey(await project.query({ metrics: 'impressions', by: 'tag.hook' }), 'tag.hook', 'impressions')

test('what people say of creatives groups and filters rows, and is taken back in any order', async () => {
  const before = (await project.query({ metrics: 'impressions' })).freshness.dataVersion
  await project.ask('tags-set', { creatives: ['Hook A', 'Drop'], tag: ['hook=challenge', 'hook=funny'] })
  await project.ask('tags-set', { creatives: ['Drop'], tag: ['hook=calm'] })
  expect(await byHook()).toEqual({ 'challenge + funny': 1000, calm: 4000, '(none)': 2000 })
  const some = await project.query({ metrics: 'impressions', by: 'creative', where: 'tag.hook ~ funny' })
  expect(byKey(some, 'creative', 'impressions')).toEqual({ 'Hook A': 1000 })
  expect(some.freshness.dataVersion).not.toBe(before)
  const { changes } = TagsAnswer.parse(await project.ask('tags', { creative: ['Drop'] }))
  const [first, second] = changes
  await project.ask('tags-undo', { change: second?.number })
  expect(await byHook()).toEqual({ 'challenge + funny': 5000, '(none)': 2000 })
  await expect(project.ask('tags-undo', { change: second?.number })).rejects.toThrow('taken back already')
  await project.ask('tags-undo', { change: first?.number })
  expect(await byHook()).toEqual({ 'challenge + funny': 1000, '(none)': 6000 })
})

test('a tag of a merged creative is one of all its parts, those loaded later among them', async () => {
  await project.ask('creatives-merge', { creatives: ['Hook A', 'Hook A 9x16'], name: 'Hook' })
  expect(await byHook()).toEqual({ 'challenge + funny': 3000, '(none)': 4000 })
  await project.ask('tags-remove', { creatives: ['Hook'], key: 'hook' })
  expect(await byHook()).toEqual({ '(none)': 7000 })
  await project.ask('creatives-split', { creatives: ['Hook'] })
  const answer = TagsAnswer.parse(await project.ask('tags', { creative: ['Hook A'] }))
  expect(answer.creatives).toMatchObject([{ tags: [], removed: ['hook'] }])
})

test('tags that cannot be one are refused with how to write them', async () => {
  const set = (tag: string) => project.ask('tags-set', { creatives: ['Drop'], tag: [tag] })
  for (const tag of ['hook', '=x', "a'b=1", 'Hook=x', 'hook=']) {
    await expect(set(tag)).rejects.toMatchObject({
      code: 'usage',
      remedy: expect.stringContaining('KEY=VALUE'),
    })
  }
  await expect(project.ask('tags-undo', { change: 999 })).rejects.toMatchObject({ code: 'not_found' })
})
