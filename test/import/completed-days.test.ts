import { afterEach, expect, test, vi } from 'vitest'
import { type OpenProject, openProject } from '../support/open-project.ts'

const opened: OpenProject[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const project of opened.splice(0)) await project.remove()
})

async function vungle(settings: string): Promise<OpenProject> {
  const project = await openProject(settings)
  opened.push(project)
  vi.useFakeTimers({ now: new Date('2026-03-10T12:00:00Z'), toFake: ['Date'] })
  await project.importText(
    'vungle.csv',
    'Day,Creative,Shown,Installs\n2026-03-01,A,1000,100\n2026-03-09,A,1000,80\n2026-03-10,A,1000,40\n',
    {
      source: 'vungle',
      map: ['day=Day', 'creative=Creative', 'impressions=Shown', 'installs=Installs'],
      set: { network: 'vungle' },
    },
  )
  vi.useRealTimers()
  return project
}

test('counts of immature days are raised by the curve, and the note says by how much and how far off', async () => {
  const project = await vungle('delays: { vungle: [0.4, 0.8] }\n')
  const answer = await project.query({ metrics: ['installs', 'ipm'], maturity: 'completed' })
  expect(answer.totals.installs).toBeCloseTo(300, 9)
  expect(answer.totals.ipm).toBeCloseTo(100, 9)
  // 80 × 0.2 ÷ 0.8² and 40 × 0.6 ÷ 0.4² of variance: 1.96 × √175 = 25.9.
  expect(answer.notes.find(({ code }) => code === 'completed')?.message).toMatch(
    /event\.install 220 counted, 300 expected, ± 25\.9 \(95 %/,
  )
})

test('without a curve the count is not computed, with the reason', async () => {
  const project = await vungle('')
  const answer = await project.query({ metrics: ['impressions', 'installs'], maturity: 'completed' })
  expect(answer.totals).toMatchObject({ impressions: 3000, installs: null })
  expect(answer.notComputed.installs).toBe(
    'Vungle: conversions are still expected on 2026-03-10, and its source has no curve under delays of permille.yaml',
  )
})

test('no decision is made on completed counts, and a curve never falls', async () => {
  const project = await vungle('delays: { vungle: [0.4, 0.8] }\n')
  await expect(project.rank({ maturity: 'completed' })).rejects.toThrow(/maturity/)
  await expect(openProject('delays: { vungle: [0.8, 0.4] }\n')).rejects.toThrow(/delays\.vungle/)
})
