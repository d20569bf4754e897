import { afterAll, beforeAll, expect, test } from 'vitest'
import { gatherEvidence } from '#analyses/evidence/gather-evidence.ts'
import { type OpenProject, openProject } from './support/open-project.ts'

let project: OpenProject
beforeAll(async () => {
  project = await openProject()
})
afterAll(() => project.remove())

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0)

test.each([
  { by: 'creative', event: 'install', last: undefined },
  { by: 'creative', event: 'install', last: 14 },
  { by: 'network', event: 'install', last: undefined },
  { by: 'country', event: 'purchase', last: undefined },
  { by: 'campaign', event: 'install', last: 30 },
])('days of the sample add up to its sums by $by, $event, last $last', async ({ by, event, last }) => {
  const context = await (await project.project.store()).metricContext()
  const { objects } = await gatherEvidence(
    { by, event, where: [], ...(last === undefined ? {} : { lastDays: last }) },
    context,
  )
  const known = objects.filter(({ impressions, conversions }) => impressions !== null && conversions !== null)
  expect(known.length).toBeGreaterThan(2)
  for (const { key, impressions, conversions, daily } of known) {
    expect([key, sum(daily.impressions)]).toEqual([key, impressions])
    expect(sum(daily.conversions)).toBeCloseTo(conversions ?? 0, 6)
    expect(daily.day).toHaveLength(new Set(daily.day).size)
  }
})
