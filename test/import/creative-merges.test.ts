import { afterEach, beforeEach, expect, test } from 'vitest'
import { Project } from '#engine/index.ts'
import { byKey, type OpenProject, openProject } from '../support/open-project.ts'

const FILE = `Day,Creative,Shown,Installs
2026-03-01,Hook A,1000,10
2026-03-01,Hook A 9x16,2000,40
2026-03-01,Drop,4000,20
`
let project: OpenProject
beforeEach(async () => {
  project = await openProject()
  await project.importText('days.csv', FILE, {
    source: 'studio',
    map: { day: 'Day', creative: 'Creative', impressions: 'Shown', installs: 'Installs' },
  })
})
afterEach(() => project.remove())

const shown = async () =>
  byKey(await project.query({ metrics: 'impressions', by: 'creative' }), 'creative', 'impressions')

test('merged creatives are one, whatever is loaded later, and apart again after a split', async () => {
  const before = await shown()
  const { freshness } = await project.query({ metrics: 'impressions' })
  await project.ask('creatives-merge', { creatives: ['Hook A', 'hook a 9x16'], name: 'Hook' })
  expect(await shown()).toEqual({ Hook: 3000, Drop: 4000 })
  const again = await project.query({ metrics: 'impressions' })
  expect(again.freshness.dataVersion).not.toBe(freshness.dataVersion)
  await project.importText('later.csv', FILE.replaceAll('03-01', '03-02'), {
    source: 'studio',
    map: { day: 'Day', creative: 'Creative', impressions: 'Shown', installs: 'Installs' },
  })
  expect(await shown()).toEqual({ Hook: 6000, Drop: 8000 })
  await project.ask('creatives-split', { creatives: ['Hook'] })
  expect(await shown()).toEqual(
    Object.fromEntries(Object.entries(before).map(([name, n]) => [name, 2 * Number(n)])),
  )
  expect(await project.ask('creatives-history')).toMatchObject({
    decisions: [
      { number: 1, kind: 'merge', name: 'Hook' },
      { number: 2, kind: 'split' },
    ],
  })
})

test('merged creatives are split by the names they had, whichever of them the whole bears', async () => {
  const before = await shown()
  for (const creatives of [
    ['Hook A', 'Drop'],
    ['Drop', 'Hook A'],
  ]) {
    await project.ask('creatives-merge', { creatives })
    expect(Object.keys(await shown())).toHaveLength(2)
    await project.ask('creatives-split', { creatives: ['Hook A', 'Drop'] })
    expect(await shown()).toEqual(before)
  }
})

test('decisions outlive the process that took them', async () => {
  await project.ask('creatives-merge', { creatives: ['Hook A', 'Drop'] })
  await project.project.close()
  const reopened = await Project.open(project.folder.path)
  const { rows } = await reopened.own.warehouse.query('SELECT DISTINCT creative FROM identity ORDER BY 1')
  expect(rows).toHaveLength(2)
  expect(reopened.creativeDecisions).toHaveLength(1)
  await reopened.close()
  project.folder.remove()
  project = await openProject()
})

test('a creative nobody knows is refused with the nearest, and nothing is decided', async () => {
  const merge = project.ask('creatives-merge', { creatives: ['Hook A', 'Dorp'] })
  await expect(merge).rejects.toMatchObject({ code: 'not_found', message: expect.stringContaining('Drop') })
  expect(project.project.creativeDecisions).toEqual([])
})
