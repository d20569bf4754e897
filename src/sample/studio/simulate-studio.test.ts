import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { DeliveryRow, OutcomeRow, TouchRow } from '#schema/row.ts'
import { simulateStudio } from './simulate-studio.ts'

const studio = simulateStudio({ lastDay: '2026-10-31' })
const small = { lastDay: '2026-10-31', days: 30, creatives: 30 } as const

function hash(settings: Parameters<typeof simulateStudio>[0]): string {
  const { networks, mmp, touches } = simulateStudio(settings)
  const digest = createHash('sha256')
  for (const report of networks) {
    for (const row of report.delivery) digest.update(JSON.stringify(row))
    for (const row of report.outcomes) digest.update(JSON.stringify(row))
  }
  for (const row of mmp.outcomes) digest.update(JSON.stringify(row))
  for (const row of touches.touches) digest.update(JSON.stringify(row))
  return digest.digest('hex')
}

function count(rows: Iterable<unknown>): number {
  let total = 0
  for (const _ of rows) total += 1
  return total
}

describe('simulateStudio', () => {
  it('gives the same rows for the same configuration and others for another seed', () => {
    expect(hash(small)).toBe(hash(small))
    expect(hash({ ...small, seed: 'other' })).not.toBe(hash(small))
  })

  it('gives rows the schemas accept, with every field', () => {
    const rows = {
      delivery: [...studio.networks, studio.sites].flatMap((report) => [...report.delivery]),
      outcome: [...studio.networks, studio.mmp, studio.mmpSites].flatMap((report) => [...report.outcomes]),
      touch: [...studio.touches.touches],
    }
    const schemas = { delivery: DeliveryRow, outcome: OutcomeRow, touch: TouchRow }
    for (const kind of ['delivery', 'outcome', 'touch'] as const) {
      const fields = Object.keys(schemas[kind].shape).sort()
      for (let index = 0; index < rows[kind].length; index += 53) {
        const row = rows[kind][index]
        expect(schemas[kind].safeParse(row).error).toBeUndefined()
        expect(Object.keys(row ?? {}).sort()).toEqual(fields)
        expect(row?.account).toBe('Simulated studio')
      }
    }
  })

  it('has the size of a first sample and covers the period', () => {
    const rows = [...studio.networks.flatMap((each) => [each.delivery, each.outcomes]), studio.mmp.outcomes]
    const total = rows.reduce((sum, each) => sum + count(each), 0)
    expect(total).toBeGreaterThan(60_000)
    expect(total).toBeLessThan(280_000)
    const days = new Set(studio.networks.flatMap((each) => [...each.delivery].map(({ day }) => day)))
    expect(days.size).toBe(120)
    expect([...days].sort().at(-1)).toBe('2026-10-31')
    expect(studio.truth.firstDay).toBe('2026-07-04')
  })

  it('shows every creative, each under one name, and each row once', () => {
    const names = studio.truth.creatives.map(({ creative }) => creative)
    expect(new Set(names).size).toBe(120)
    const shown = new Set<string | null>()
    const keys = new Set<string>()
    let rows = 0
    for (const { delivery } of studio.networks) {
      for (const row of delivery) {
        shown.add(row.creative)
        keys.add([row.day, row.country, row.campaign_id, row.ad_id, row.creative_id].join())
        rows += 1
      }
    }
    expect([...shown].sort()).toEqual([...names].sort())
    expect(keys.size).toBe(rows)
  })

  it('keeps counts in their order: clicks and video steps within impressions, later steps within earlier', () => {
    for (const { label, delivery } of studio.networks) {
      for (const row of delivery) {
        const impressions = row.impressions ?? 0
        const steps = [row.video_plays, row.video_25, row.video_50, row.video_75, row.video_100]
        const known = [impressions, ...steps.filter((step) => step !== null)]
        expect(known, label).toEqual(known.toSorted((a, b) => b - a))
        if (!label.startsWith('ironSource')) expect(row.clicks).toBeLessThanOrEqual(impressions)
        expect(row.currency).toBe(label.startsWith('Meta') ? 'EUR' : 'USD')
      }
    }
  })

  it('works for a small studio and refuses a fraudulent network it does not have', () => {
    const tiny = simulateStudio({ lastDay: '2026-10-31', days: 10, creatives: 4 })
    expect(tiny.truth.shift).toBeNull()
    expect(count(tiny.mmp.outcomes)).toBeGreaterThan(100)
    const fraud = { ...studio.truth.config.fraud, source: 'nowhere' }
    expect(() => simulateStudio({ lastDay: '2026-10-31', fraud })).toThrow('unknown network')
  })
})
