import { describe, expect, it } from 'vitest'
import { countDays, type Day } from '#schema/day.ts'
import { simulateStudio } from '../simulate-studio.ts'
import { type Tally, tally } from '../tally.test-support.ts'

const studio = simulateStudio({ lastDay: '2026-10-31' })
const { truth } = studio

function arrivedShare(viewShare: number, age: number): number {
  const within = (shares: readonly number[]): number =>
    shares.slice(0, age + 1).reduce((sum, x) => sum + x, 0)
  return (1 - viewShare) * within(truth.delays.click) + viewShare * within(truth.delays.view)
}

describe('studio truth', () => {
  it('agrees with the rows: installs lie around Σ impressions × rate × share arrived', () => {
    const { noise, dayShock } = truth.config
    const rates = new Map(
      truth.strata.map((each) => [[each.creative, each.network, each.os, each.country].join(), each]),
    )
    const expected = new Map<string, { mean: number; variance: number }>()
    const unknowable = (os: string | null, label: string): boolean =>
      label === 'Meta' || (label === truth.fraud?.network && os === truth.fraud.os)

    for (const { delivery } of studio.networks) {
      const ofDay = new Map<string, number>()
      for (const row of delivery) {
        const label = row.network ?? ''
        if (unknowable(row.os, label)) continue
        const network = truth.networks.find((each) => each.label === label)
        const key = [row.creative, label, row.os].join()
        const day: Day = row.day ?? truth.firstDay
        const rate = rates.get([row.creative, label, row.os, row.country].join())?.on(day) ?? 0
        const arrived = arrivedShare(network?.viewShare ?? 0, countDays(day, truth.lastDay) - 1)
        const mean = (row.impressions ?? 0) * rate * arrived
        const group = expected.get(key) ?? { mean: 0, variance: 0 }
        expected.set(key, {
          mean: group.mean + mean,
          variance: group.variance + mean * (noise.phi + noise.eta * mean),
        })
        ofDay.set(`${key},${day}`, (ofDay.get(`${key},${day}`) ?? 0) + mean)
      }
      for (const [key, mean] of ofDay) {
        const group = expected.get(key.split(',').slice(0, 3).join())
        if (group) group.variance += (dayShock * mean) ** 2
      }
    }

    const labels = new Map(truth.networks.map((each) => [each.mmpName, each.label]))
    const found = tally(studio, (row) => {
      const label = labels.get(row.network ?? '')
      return label === undefined || unknowable(row.os, label) ? null : [row.creative, label, row.os].join()
    })
    const scores = [...expected]
      .filter(([, { mean }]) => mean > 50)
      .map(([key, { mean, variance }]) => ((found.get(key)?.installs ?? 0) - mean) / Math.sqrt(variance))
    const all = [...expected.values()].reduce((sum, { mean }) => sum + mean, 0)
    const installs = [...found.values()].reduce((sum, each) => sum + each.installs, 0)
    expect(scores.length).toBeGreaterThan(100)
    expect(installs / all).toBeGreaterThan(0.98)
    expect(installs / all).toBeLessThan(1.02)
    const spread = scores.reduce((sum, score) => sum + score * score, 0) / scores.length
    expect(spread).toBeGreaterThan(0.6)
    expect(spread).toBeLessThan(1.6)
  })

  it('claims more for every network than the MMP credits, by its stated share', () => {
    const credited = tally(studio, (row) => row.network)
    for (const { delivery: _, ...report } of studio.networks) {
      const network = truth.networks.find((each) => each.source === report.source)
      let claimed = 0
      for (const row of report.outcomes) claimed += row.count ?? 0
      const known: Tally | undefined = credited.get(network?.mmpName ?? '')
      const ratio = claimed / (known?.installs ?? 0)
      expect(ratio).toBeGreaterThan(1)
      expect(Math.abs(ratio - 1 - (network?.overclaim ?? 0))).toBeLessThan(0.015)
    }
  })

  it('puts 75 % of click installs within an hour and 94 % within a day', () => {
    expect(truth.installedWithin('click', 1)).toBeCloseTo(0.75, 1)
    expect(truth.installedWithin('click', 24)).toBeCloseTo(0.94, 1)
    for (const shares of Object.values(truth.delays)) {
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
    }
  })

  it('knows revenue per install of every creative', () => {
    const revenue = new Map<string, { value: number; installs: number }>()
    for (const row of studio.mmp.outcomes) {
      const isInstall = row.event === 'install' && row.validity === 'accepted'
      const group = revenue.get(row.creative ?? '') ?? { value: 0, installs: 0 }
      group.value += row.cohort_day === null ? (row.value ?? 0) : 0
      group.installs += isInstall ? (row.count ?? 0) : 0
      revenue.set(row.creative ?? '', group)
    }
    const large = truth.creatives.filter(({ creative }) => (revenue.get(creative)?.installs ?? 0) > 2000)
    const values = large.map(({ value }) => value)
    expect(Math.max(...values) / Math.min(...values)).toBeGreaterThan(1.3)
    expect(large.every(({ creative }) => (revenue.get(creative)?.value ?? 0) > 0)).toBe(true)
  })
})
