import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawNormal, type RandomGenerator } from '../random/draws.ts'
import { seededGenerator } from '../random/seeded.ts'
import { DELAY_BINS, DELAY_EDGES, delayBin } from './delay-bins.ts'
import { judgeSites } from './judge-sites.ts'
import type { SiteEvidence, SiteVerdict } from './types.ts'

type Delay = (random: RandomGenerator) => number
const DAY = 86_400

const honest: Delay = (random) =>
  random() < 0.76
    ? 12 + 240 * Math.exp(1.05 * drawNormal(random))
    : (3600 ** -0.35 + random() * ((7 * DAY) ** -0.35 - 3600 ** -0.35)) ** (1 / -0.35)
const injected: Delay = (random) => (random() < 0.6 ? 1 + 8 * random() : honest(random))
const flooded: Delay = (random) => (random() < 0.7 ? 7 * DAY * random() : honest(random))

const NOTHING = {
  network: 'n',
  countsInstalls: true,
  clicks: null,
  impressions: null,
  deviceRepeats: null,
  addressRepeats: null,
  topDevice: null,
  commonDevice: null,
  retained: null,
  disordered: null,
  rejected: null,
  isTrusted: false,
  isBaselineOnly: false,
  isWholeNetwork: false,
} as const

function site(id: string, installs: number, delay: Delay, random: RandomGenerator): SiteEvidence {
  const delays = new Array<number>(DELAY_BINS).fill(0)
  const hours = new Array<number>(24).fill(0)
  for (let each = 0; each < installs; each += 1) {
    const bin = delayBin(delay(random))
    delays[bin] = (delays[bin] ?? 0) + 1
    const hour = 8 + Math.floor(14 * random())
    hours[hour] = (hours[hour] ?? 0) + 1
  }
  const bins = [...delays.keys()].filter((bin) => (delays[bin] ?? 0) > 0)
  const counts = bins.map((bin) => delays[bin] ?? 0)
  return {
    ...NOTHING,
    id,
    installs,
    cells: [{ places: ['app ios US', 'app ios', 'app'], delays: { bins, counts }, hours }],
  }
}

const random = seededGenerator(11)
const others = Array.from({ length: 12 }, (_, index) =>
  site(`honest ${index}`, 200 + 100 * index, honest, random),
)

function verdictOf(own: SiteEvidence, among: readonly SiteEvidence[] = others): SiteVerdict | undefined {
  return judgeSites([...among, own]).sites.at(-1)?.verdict
}

function found(own: SiteEvidence, among: readonly SiteEvidence[] = others): readonly string[] {
  const signals = judgeSites([...among, own]).sites.at(-1)?.signals ?? []
  return signals.filter(({ q, size }) => q <= 0.05 && size >= 1).map(({ name }) => name)
}

describe('a site is judged by how its installs came about', () => {
  it('honest ones are clean', () => {
    const { sites } = judgeSites(others)
    expect(sites.map(({ verdict }) => verdict)).toEqual(others.map(() => 'clean'))
  })

  it('clicks just before the install are injection', () => {
    const own = site('bad', 400, injected, random)
    expect(verdictOf(own)).toBe('fraudulent')
    expect(found(own)).toContain('early_installs')
  })

  it('installs long after the click, as many at any hour, are flooding', () => {
    const own = site('bad', 400, flooded, random)
    expect(verdictOf(own)).toBe('fraudulent')
    expect(found(own)).toEqual(expect.arrayContaining(['late_installs', 'time_to_install']))
  })

  it('few installs are not judged, whatever they look like', () => {
    expect(verdictOf(site('small', 29, injected, random))).toBe('not enough data')
  })

  it('a site without others to compare with is not judged', () => {
    expect(judgeSites([site('alone', 500, injected, random)]).sites[0]).toMatchObject({
      verdict: 'not enough data',
      signals: [],
      notComputed: { rejected: 'nobody tells it' },
    })
  })

  it('trusted sites are clean and, where there are enough of them, what the others are compared with', () => {
    const trusted = others.map((own) => ({ ...own, isTrusted: true }))
    const odd = { ...site('odd', 400, injected, random), isTrusted: true }
    expect(verdictOf(odd, trusted)).toBe('clean')
    expect(verdictOf(site('bad', 400, flooded, random), trusted)).toBe('fraudulent')
  })

  it('a large fraudulent site does not make the others look odd', () => {
    const large = site('large', 20_000, flooded, random)
    const { sites } = judgeSites([...others, large])
    expect(sites.slice(0, -1).every(({ verdict }) => verdict === 'clean')).toBe(true)
    expect(sites.at(-1)?.verdict).toBe('fraudulent')
  })
})

describe('one kind of sign is suspicion, two are fraud, some are proof', () => {
  const plain = site('own', 400, honest, random)
  const rated = (clicks: number, impressions: number) => ({ ...plain, clicks, impressions })
  const network = others.map((own) => ({ ...own, clicks: own.installs * 3, impressions: own.installs * 100 }))

  it('clicks alone', () => {
    expect(verdictOf(rated(400 * 90, 40_000), network)).toBe('suspicious')
    expect(found(rated(400 * 90, 40_000), network)).toEqual(
      expect.arrayContaining(['clicks_per_install', 'clicks_per_impression']),
    )
  })

  it('clicks and a rate nobody else has', () => {
    expect(verdictOf(rated(400 * 90, 600), network)).toBe('fraudulent')
  })

  it('a fifth refused by the MMP', () => {
    const refused = others.map((own) => ({ ...own, rejected: { part: 2, whole: own.installs + 2 } }))
    expect(verdictOf({ ...plain, rejected: { part: 120, whole: 520 } }, refused)).toBe('fraudulent')
    expect(verdictOf({ ...plain, rejected: { part: 3, whole: 403 } }, refused)).toBe('clean')
  })

  it('more clicks than impressions, without a single install', () => {
    const own = {
      ...NOTHING,
      id: 'clicks',
      cells: [],
      installs: 0,
      countsInstalls: false,
      clicks: 5_000,
      impressions: 40,
    }
    expect(verdictOf(own, network)).toBe('suspicious')
  })
})

describe('a network whose clock is wrong is no network of fraud', () => {
  const shifted = (seconds: number, part: number): Delay => {
    return (random) => honest(random) + (random() < part ? seconds : 0)
  }
  const sitesOf = (delay: Delay, before: number) =>
    Array.from({ length: 6 }, (_, index) => {
      const own = site(`own ${index}`, 300 + 50 * index, delay, random)
      const disordered = { part: before * own.installs, whole: own.installs }
      return { ...own, network: 'other', disordered: before === 0 ? null : disordered }
    })
  const told = others.map((own) => ({ ...own, disordered: { part: 0, whole: own.installs } }))

  it.each([
    ['behind', sitesOf(honest, 0.5), 'before'],
    ['hours ahead', sitesOf(shifted(3 * 3600, 1), 0), 'after'],
    ['hours ahead from one day on', sitesOf(shifted(2 * 3600, 0.5), 0), 'after'],
  ])('%s: nothing is made of its times, and the others are judged without them', (_, own, clock) => {
    const reading = judgeSites([...told, ...own])
    expect([...reading.oddClocks]).toEqual([['other', clock]])
    expect(
      reading.sites.filter(({ verdict }) => verdict === 'suspicious' || verdict === 'fraudulent'),
    ).toEqual([])
    expect(reading.sites.at(-1)?.notComputed.early_installs).toBe('two clocks made the times of its network')
    const bad = site('bad', 400, injected, random)
    expect(verdictOf(bad, [...told, ...own])).toBe('fraudulent')
  })

  it('one site of several whose installs come before their clicks is accused, and so are flooded ones', () => {
    const [first, ...rest] = sitesOf(honest, 0.001)
    if (first === undefined) throw new Error('a network has sites')
    const forged = { ...first, disordered: { part: 150, whole: 300 } }
    expect(verdictOf(forged, [...told, ...rest])).toBe('fraudulent')
    const day: Delay = (drawn) => DAY * drawn()
    expect(judgeSites([...told, ...sitesOf(day, 0)]).oddClocks.size).toBe(0)
  })
})

it('neither the order of sites nor what they are called changes a verdict', () => {
  const bad = site('bad', 300, injected, random)
  const all = [...others, bad]
  const verdicts = new Map(judgeSites(all).sites.map(({ id, verdict }) => [id, verdict]))
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
      const renamed = shuffled.map((own) => ({ ...own, id: `renamed ${own.id}` }))
      for (const { id, verdict } of judgeSites(renamed).sites)
        expect(verdict).toBe(verdicts.get(id.replace('renamed ', '')))
    }),
    { numRuns: 10 },
  )
})

it('what nobody could believe breaks nothing', () => {
  const count = fc.constantFrom(0, 1, 30, 1e9)
  const part = fc.oneof(
    fc.constant(null),
    fc.tuple(count, count).map(([a, b]) => ({ part: Math.min(a, b), whole: b })),
  )
  const hostile = fc.record({
    clicks: count,
    impressions: count,
    installs: count,
    rejected: part,
    addressRepeats: part,
  })
  fc.assert(
    fc.property(fc.array(hostile, { maxLength: 8 }), (rates) => {
      const sites = rates.map((rate, index) => ({ ...NOTHING, ...rate, id: String(index), cells: [] }))
      for (const { signals } of judgeSites([...others, ...sites]).sites)
        for (const { value, baseline, q, size } of signals)
          expect([value, baseline, q, size].every(Number.isFinite)).toBe(true)
    }),
    { numRuns: 20 },
  )
})

it('a delay falls into the bin that holds it', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 200 * DAY, noNaN: true }), (seconds) => {
      const bin = delayBin(seconds)
      expect(DELAY_EDGES[bin] ?? 0).toBeLessThanOrEqual(seconds)
      if (bin < DELAY_BINS - 1) expect(DELAY_EDGES[bin + 1] ?? 0).toBeGreaterThan(seconds)
    }),
    { numRuns: 50 },
  )
})
