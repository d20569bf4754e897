import { describe, expect, test } from 'vitest'
import { type OpenProject, openProject } from '../support/open-project.ts'

/** Three creatives over ten days at these installs per thousand impressions. */
function threeCreatives(impressions: number): string {
  const days = 10
  const rows = Object.entries({ A: 8.2, B: 14.5, C: 6.1 }).flatMap(([creative, ipm]) => {
    const installs = Math.round((impressions * ipm) / 1000)
    return Array.from({ length: days }, (_, index) => {
      const share = Math.floor(((index + 1) * installs) / days) - Math.floor((index * installs) / days)
      return `2026-03-${String(index + 1).padStart(2, '0')},${creative},${impressions / days},${share}`
    })
  })
  return `Day,Creative,Impressions,Installs\n${rows.join('\n')}\n`
}

const MAP = { day: 'Day', creative: 'Creative', impressions: 'Impressions', installs: 'Installs' }

async function withProject<T>(work: (project: OpenProject) => Promise<T>): Promise<T> {
  const project = await openProject()
  try {
    return await work(project)
  } finally {
    await project.remove()
  }
}

describe('the glossary’s numbers', () => {
  test('200 conversions in 10,000 impressions are 0.02 per impression', async () => {
    await withProject(async (project) => {
      await project.importText('one.csv', 'Creative,Impressions,Sales\nA,10000,200\n', {
        map: { creative: 'Creative', impressions: 'Impressions', 'event.purchase': 'Sales' },
      })
      const { rows } = await project.rank({ event: 'purchase' })
      expect(rows).toHaveLength(1)
      expect(rows[0]).toMatchObject({ impressions: 10_000, conversions: 200, rate: 0.02, perMille: 20 })
      const answer = await project.query({
        metrics: 'conversion_per_impression.purchase,conversions_per_mille.purchase',
      })
      expect(answer.totals).toEqual({
        'conversion_per_impression.purchase': 0.02,
        'conversions_per_mille.purchase': 20,
      })
    })
  })

  test.each([
    { impressions: 1000, decisions: { B: 'keep_testing', A: 'keep_testing', C: 'keep_testing' } },
    { impressions: 10_000, decisions: { B: 'scale', A: 'keep_testing', C: 'sunset' } },
    { impressions: 1_000_000, decisions: { B: 'scale', A: 'sunset', C: 'sunset' } },
  ])('IPM 8.2, 14.5 and 6.1 with $impressions impressions each', async ({ impressions, decisions }) => {
    await withProject(async (project) => {
      await project.importText('three.csv', threeCreatives(impressions), { map: MAP })
      const { rows } = await project.rank()
      expect(rows.map(({ name }) => name)).toEqual(['B', 'A', 'C'])
      expect(Object.fromEntries(rows.map(({ name, decision }) => [name, decision]))).toEqual(decisions)
      if (impressions < 10_000) return
      for (const [index, ipm] of [14.5, 8.2, 6.1].entries()) expect(rows[index]?.perMille).toBeCloseTo(ipm, 9)
    })
  })

  test('the same three without days: over-dispersion is assumed, and the winner is still clear', async () => {
    await withProject(async (project) => {
      const text = 'Creative,Impressions,Installs\nA,10000,82\nB,10000,145\nC,10000,61\n'
      const { day: _day, ...map } = MAP
      await project.importText('three.csv', text, { map })
      const { rows, notes } = await project.rank()
      expect(rows.map(({ name }) => name)).toEqual(['B', 'A', 'C'])
      expect(rows[0]?.decision).toBe('scale')
      expect(notes.map(({ code }) => code)).toContain('assumed_dispersion')
    })
  })
})
