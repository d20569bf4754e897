import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Computed, isComputed } from '../not-computed.ts'
import { drawCount } from '../random/draws.ts'
import { seededGenerator } from '../random/seeded.ts'
import { evidenceAt, FALLS, firstAlarm, runningSums } from './change-evidence.ts'
import type { FatigueReading, WatchedCreative } from './types.ts'
import { watchFatigue } from './watch-fatigue.ts'

function computed<T>(value: Computed<T>): T {
  if (!isComputed(value)) throw new Error(value.notComputed)
  return value
}

interface Story {
  readonly days?: number
  readonly perDay?: number
  readonly phi?: number
  /** Share of its usual rate a creative has on a day. */
  readonly rate?: (creative: number, day: number) => number
  /** What all have in common on a day. */
  readonly market?: (day: number) => number
  readonly seed?: number
}

function account(creatives: number, story: Story = {}): WatchedCreative[] {
  const { days = 60, perDay = 60, phi = 1, rate = () => 1, market = () => 1, seed = 3 } = story
  const random = seededGenerator(seed)
  const day = Array.from({ length: days }, (_, d) => 20_000 + d)
  return Array.from({ length: creatives }, (_, id) => ({
    id: String(id),
    cells: ['x', 'y'].map((stratum) => ({
      stratum,
      days: {
        day,
        exposure: day.map(() => 10_000),
        conversions: day.map((_, d) => drawCount((perDay / 2) * rate(id, d) * market(d), phi, random)),
      },
    })),
  }))
}

const statesOf = (creatives: readonly WatchedCreative[]) =>
  watchFatigue({ creatives }).creatives.map(({ state }) => state)
const alarmsOf = (readings: readonly FatigueReading[]) =>
  readings.flatMap(({ alarm }, index) => (alarm === null ? [] : [index]))

describe('the evidence of a change', () => {
  const counts = fc.array(fc.integer({ min: 0, max: 80 }), { minLength: 9, maxLength: 30 })

  it('does not see the unit of what was expected, and follows φ as fewer counts', () => {
    fc.assert(
      fc.property(counts, fc.double({ min: 0.01, max: 100, noNaN: true }), (list, unit) => {
        const plain = evidenceAt(
          runningSums(
            list,
            list.map(() => 40),
            () => 1,
          ),
          7,
          list.length,
          FALLS,
        )
        const scaled = evidenceAt(
          runningSums(
            list,
            list.map(() => 40 * unit),
            () => 1,
          ),
          7,
          list.length,
          FALLS,
        )
        const noisy = evidenceAt(
          runningSums(
            list.map((c) => 3 * c),
            list.map(() => 40),
            () => 3,
          ),
          7,
          list.length,
          FALLS,
        )
        expect(scaled / plain).toBeCloseTo(1, 8)
        expect(noisy / plain).toBeCloseTo(1, 8)
      }),
      { numRuns: 50 },
    )
  })

  it('passes the threshold first where every day’s sum says so', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 2, max: 50 }), (list, threshold) => {
        const sums = runningSums(
          list,
          list.map(() => 30),
          () => 1,
        )
        const plain = list.findIndex((_, day) => day >= 7 && evidenceAt(sums, 7, day + 1, FALLS) >= threshold)
        expect(firstAlarm(sums, 7, list.length, threshold)).toBe(plain)
      }),
      { numRuns: 50 },
    )
  })
})

describe('creatives against each other', () => {
  it('finds the one that falls: day, size, loss, and the rest stay stable', () => {
    const creatives = account(8, { rate: (id, day) => (id === 2 && day >= 35 ? 0.6 : 1) })
    const { creatives: readings, common } = watchFatigue({ creatives })
    expect(alarmsOf(readings)).toEqual([2])
    expect(isComputed(common)).toBe(false)
    const worn = readings[2]
    if (worn === undefined) throw new Error('no reading')
    expect(worn.state).toBe('exhausted')
    expect(worn.baseline).toBe('peers')
    expect(Math.abs(computed(worn.change).day - 20_035)).toBeLessThanOrEqual(2)
    const { estimate, low, high } = computed(worn.decline)
    expect(low).toBeLessThan(0.4)
    expect(high).toBeGreaterThan(0.4)
    expect(estimate).toBeCloseTo(0.4, 1)
    expect(computed(worn.lost).conversions / (0.4 * 60 * 25)).toBeCloseTo(1, 0)
    // Two weeks more of 60 a day at 60 %.
    const ahead = computed(worn.ahead)
    expect(ahead).toMatchObject({ days: 14 })
    expect(ahead.lost / (0.4 * 60 * 14)).toBeCloseTo(1, 0)
    expect(ahead.conversions / (0.6 * 60 * 14)).toBeCloseTo(1, 0)
    expect(computed(worn.probability)).toBeGreaterThan(0.99)
    expect(worn.falseAlarm).toBeCloseTo(53 / 1_800, 9)
  })

  it('blames nobody for what all have in common, and says that they fell together', () => {
    const { creatives: readings, common } = watchFatigue({
      creatives: account(6, { market: (day) => (day >= 30 ? 0.6 : 1) }),
    })
    expect(alarmsOf(readings)).toEqual([])
    expect(computed(common).decline.estimate).toBeCloseTo(0.4, 1)
    expect(computed(common).change.day).toBe(20_030)
  })

  it('takes the fall of a large one for no fall of all', () => {
    const { common } = watchFatigue({
      creatives: account(3, { rate: (id, day) => (id === 0 && day >= 30 ? 0.5 : 1) }),
    })
    expect(isComputed(common)).toBe(false)
  })

  it('takes the rise of a large creative for no fall of the others', () => {
    const creatives = account(5, { perDay: 60, rate: (id, day) => (id === 0 ? (day >= 30 ? 9 : 5) : 1) })
    expect(alarmsOf(watchFatigue({ creatives }).creatives)).toEqual([])
  })

  it('does not see a shift of the mix between strata of different rates', () => {
    const day = Array.from({ length: 60 }, (_, d) => d)
    const random = seededGenerator(4)
    const creatives = Array.from(
      { length: 6 },
      (_, id): WatchedCreative => ({
        id: String(id),
        cells: [0.02, 0.002].map((rate, s) => {
          const share = (d: number) => (id === 0 && d >= 30 ? (s === 0 ? 0.2 : 1.8) : 1)
          return {
            stratum: String(s),
            days: {
              day,
              exposure: day.map((d) => 5_000 * share(d)),
              conversions: day.map((d) => drawCount(5_000 * share(d) * rate, 1, random)),
            },
          }
        }),
      }),
    )
    expect(alarmsOf(watchFatigue({ creatives }).creatives)).toEqual([])
  })

  it('says the same of creatives in any order, and of a stratum split in two', () => {
    const creatives = account(4, { days: 40, rate: (id, day) => (id === 1 && day >= 25 ? 0.5 : 1) })
    const plain = watchFatigue({ creatives })
    const turned = watchFatigue({ creatives: creatives.toReversed() })
    const split = watchFatigue({
      creatives: creatives.map(({ id, cells }) => ({
        id,
        cells: cells.flatMap(({ stratum, days }) =>
          ['a', 'b'].map((half) => ({
            stratum: stratum + half,
            days: {
              day: days.day,
              exposure: Array.from(days.exposure, (n) => n / 2),
              conversions: Array.from(days.conversions, (c) => c / 2),
            },
          })),
        ),
      })),
    })
    const decline = ({ creatives: all }: typeof plain) =>
      computed(all.find(({ id }) => id === '1')?.decline ?? never())
    expect(decline(turned).estimate).toBeCloseTo(decline(plain).estimate, 9)
    expect(decline(split).estimate).toBeCloseTo(decline(plain).estimate, 6)
  })

  it('calls young ones fresh, and small ones too small', () => {
    expect(statesOf(account(4, { days: 15 }))).toEqual(Array(4).fill('fresh'))
    expect(statesOf(account(4, { days: 40 }))).toEqual(Array(4).fill('stable'))
    expect(statesOf(account(4, { days: 40, perDay: 1 }))).toEqual(Array(4).fill('not_enough_data'))
    expect(statesOf([])).toEqual([])
    expect(statesOf([{ id: 'a', cells: [] }])).toEqual(['not_enough_data'])
  })
})

describe('a creative alone', () => {
  it('is held against its own weekdays, which are no fatigue', () => {
    const weekdays = [1.5, 1.2, 1, 1, 1, 0.7, 0.6]
    const [steady] = watchFatigue({
      creatives: account(1, { days: 90, market: (day) => weekdays[day % 7] ?? 1 }),
    }).creatives
    expect(steady).toMatchObject({ baseline: 'own', state: 'stable' })
    const [worn] = watchFatigue({
      creatives: account(1, { days: 90, market: (day) => (weekdays[day % 7] ?? 1) * Math.exp(-0.012 * day) }),
    }).creatives
    expect(worn).toMatchObject({ baseline: 'own', state: 'fatiguing' })
    const { slope, halfLife } = computed(worn?.forecast ?? never())
    expect(slope).toBeCloseTo(-0.012, 2)
    expect(halfLife).toBeGreaterThan(30)
    expect(computed(worn?.sinceBaseline ?? never()).estimate).toBeGreaterThan(0.5)
    // It surely goes on falling: more is lost ahead than at its mean rate since the change.
    const [ahead, lost] = [computed(worn?.ahead ?? never()), computed(worn?.lost ?? never())]
    expect(ahead.lost / 14).toBeGreaterThan(lost.conversions / 90)
  })

  it('leaves out the days a network learns', () => {
    const creatives = account(1, { days: 60, market: (day) => (day < 5 ? 2 : 1) })
    expect(watchFatigue({ creatives }).creatives[0]?.alarm).not.toBeNull()
    expect(watchFatigue({ creatives, settings: { explorationDays: 5 } }).creatives[0]?.alarm).toBeNull()
  })
})

function never(): never {
  throw new Error('no reading')
}
