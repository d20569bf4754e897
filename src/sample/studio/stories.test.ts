import { describe, expect, it } from 'vitest'
import { addDays } from '#schema/day.ts'
import { simulateStudio } from './simulate-studio.ts'
import { rateOf, tally } from './tally.test-support.ts'

const studio = simulateStudio({ lastDay: '2026-10-31' })
const { truth } = studio
const labels = new Map(truth.networks.map((each) => [each.mmpName, each.label]))

describe('fatigue', () => {
  it.each(truth.fatigue)(
    '$creative loses the stated share of its rate',
    ({ creative, day, fullDay, size }) => {
      const strata = truth.strata.filter((each) => each.creative === creative)
      const fresh = { before: 0, after: 0 }
      for (const { delivery } of studio.networks) {
        for (const row of delivery) {
          if (row.creative !== creative || row.day === null) continue
          const stratum = strata.find(
            (each) => each.network === row.network && each.os === row.os && each.country === row.country,
          )
          const installs = (row.impressions ?? 0) * (stratum?.rate ?? 0)
          if (row.day < day) fresh.before += installs
          if (row.day > fullDay) fresh.after += installs
        }
      }
      const found = tally(studio, (row) => {
        if (row.creative !== creative || row.day === null) return null
        if (row.day < day) return 'before'
        return row.day > fullDay ? 'after' : null
      })
      const before = (found.get('before')?.installs ?? 0) / fresh.before
      const after = (found.get('after')?.installs ?? 0) / fresh.after
      expect(Math.abs(1 - after / before - size)).toBeLessThan(0.06)
    },
  )

  it('happens to nobody else', () => {
    expect(truth.fatigue).toHaveLength(2)
    for (const { on, creative } of truth.strata) {
      if (truth.fatigue.some((each) => each.creative === creative)) continue
      expect(on(truth.lastDay) / on(addDays(truth.lastDay, -7))).toBeGreaterThan(0.9)
    }
  })
})

describe('a moving creative', () => {
  const { better, worse, ratio } = truth.shift ?? { better: '', worse: '', ratio: 0 }
  const isPair = (name: string | null): boolean => name === better || name === worse

  it('is better in every stratum', () => {
    for (const mine of truth.strata.filter((each) => each.creative === better)) {
      const other = truth.strata.find(
        (each) =>
          each.creative === worse &&
          each.network === mine.network &&
          each.os === mine.os &&
          each.country === mine.country,
      )
      expect(mine.rate / (other?.rate ?? 0)).toBeCloseTo(ratio, 9)
    }
  })

  it.each([120, 28])(
    'looks worse over the last %d days, and better when countries are held apart',
    (days) => {
      const from = addDays(truth.lastDay, 1 - days)
      const inRange = (day: string | null): boolean => day !== null && day >= from
      const pooled = tally(studio, (row) => (isPair(row.creative) && inRange(row.day) ? row.creative : null))
      expect(rateOf(pooled.get(better)) / rateOf(pooled.get(worse))).toBeLessThan(0.95)

      const strata = tally(studio, (row) => {
        if (!isPair(row.creative) || !inRange(row.day)) return null
        return [row.creative, labels.get(row.network ?? '') ?? row.network, row.os, row.country].join()
      })
      let top = 0
      let bottom = 0
      for (const [key, mine] of strata) {
        if (!key.startsWith(better)) continue
        const other = strata.get(key.replace(better, worse))
        if (!other) continue
        const total = mine.impressions + other.impressions
        top += (mine.installs * other.impressions) / total
        bottom += (other.installs * mine.impressions) / total
      }
      expect(Math.abs(top / bottom - ratio)).toBeLessThan(0.09)
    },
  )
})

describe('the fraudulent site', () => {
  const { fraud } = truth
  const touches = [...studio.touches.touches]
  const hours = (row: (typeof touches)[number]): number =>
    (Date.parse(`${row.install_time}Z`) - Date.parse(`${row.touch_time}Z`)) / 3_600_000
  const clicksOn = (isFraud: boolean) =>
    touches.filter((row) => row.touch_type === 'click' && (row.site === fraud?.site) === isFraud)

  it('installs too early and too late, unlike the honest ones', () => {
    const share = (isFraud: boolean, test: (hour: number) => boolean): number =>
      clicksOn(isFraud).filter((row) => test(hours(row))).length / clicksOn(isFraud).length
    expect(share(false, (hour) => hour <= 1)).toBeCloseTo(0.75, 1)
    expect(share(false, (hour) => hour <= 24)).toBeCloseTo(0.94, 1)
    expect(share(false, (hour) => hour < 10 / 3600)).toBe(0)
    expect(share(true, (hour) => hour < 10 / 3600)).toBeGreaterThan(0.1)
    expect(share(true, (hour) => hour > 24)).toBeGreaterThan(0.3)
    expect(touches.every((row) => hours(row) > 0)).toBe(true)
  })

  it('needs many clicks and few impressions for an install', () => {
    const sites = new Map<string, { impressions: number; clicks: number; installs: number }>()
    const group = (site: string | null) => {
      const found = sites.get(site ?? '') ?? { impressions: 0, clicks: 0, installs: 0 }
      sites.set(site ?? '', found)
      return found
    }
    for (const row of studio.sites.delivery) {
      group(row.site).impressions += row.impressions ?? 0
      group(row.site).clicks += row.clicks ?? 0
    }
    for (const row of studio.mmpSites.outcomes) {
      if (row.validity === 'accepted') group(row.site).installs += row.count ?? 0
    }
    for (const [site, { impressions, clicks, installs }] of sites) {
      const isFraud = site === fraud?.site
      expect(clicks / installs > 8, site).toBe(isFraud)
      if (isFraud) expect(installs / impressions).toBeGreaterThan(0.012)
    }
  })

  it('raises the rate of its favourite where it buys, and takes as many from organic', () => {
    const found = tally(studio, (row) => {
      const network = labels.get(row.network ?? '') ?? row.network
      if (row.creative !== fraud?.favourite || row.os !== fraud?.os || network !== fraud?.network) return null
      return (row.day ?? '') < fraud.from ? 'before' : 'during'
    })
    expect(rateOf(found.get('during')) / rateOf(found.get('before'))).toBeGreaterThan(1.2)
    expect(fraud?.stolen.flooding).toBeGreaterThan(1000)
    expect(fraud?.stolen.injection).toBeGreaterThan(300)
  })

  it('is covered by a raw log and a site report that add up to the other rows', () => {
    const from = studio.touches.firstDay
    const accepted = new Map<string, number>()
    for (const row of studio.mmp.outcomes) {
      const isHere = row.network === fraud?.mmpNetwork && row.app === fraud?.app && row.os === fraud?.os
      if (!isHere || row.event !== 'install' || row.validity !== 'accepted' || (row.day ?? '') < from)
        continue
      const key = [row.day, row.country, row.creative].join()
      accepted.set(key, (accepted.get(key) ?? 0) + (row.count ?? 0))
    }
    const logged = new Map<string, number>()
    for (const row of touches.filter((each) => each.rejection_reason === null)) {
      const key = [row.day, row.country, row.creative].join()
      logged.set(key, (logged.get(key) ?? 0) + 1)
    }
    expect(new Map([...logged].sort())).toEqual(new Map([...accepted].sort()))
    const sum = (rows: Iterable<{ count: number | null; validity: string }>): number =>
      [...rows].reduce((total, row) => total + (row.validity === 'accepted' ? (row.count ?? 0) : 0), 0)
    expect(sum(studio.mmpSites.outcomes)).toBe(
      [...accepted.values()].reduce((total, count) => total + count, 0),
    )

    const impressions = [...studio.sites.delivery].reduce((total, row) => total + (row.impressions ?? 0), 0)
    const network = studio.networks.find((each) => each.source === truth.config.fraud.source)
    const shown = [...(network?.delivery ?? [])].filter(
      (row) => row.app === fraud?.app && row.os === fraud?.os && (row.day ?? '') >= from,
    )
    expect(impressions).toBe(shown.reduce((total, row) => total + (row.impressions ?? 0), 0))
  })
})
