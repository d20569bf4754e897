import {
  drawCount,
  drawNormal,
  type RandomGenerator,
  seededGenerator,
  type WatchedCell,
  type WatchedCreative,
  watchFatigue,
} from '../../src/stats/index.ts'
import { type Claim, reportEvidence } from './evidence.ts'
import { shareError, times } from './kit.ts'

const SEED = 808
const DAYS = 90
const STRATA = ['A · ios', 'A · android', 'B · android']
const LEVELS = [1.3, 0.75, 0.95]
const random = seededGenerator(SEED)

interface Design {
  readonly creatives: number
  readonly days: number
  /** Conversions of a creative and day, on average. */
  readonly perDay: number
  readonly phi: number
  /** Rate of a creative on a day, as a share of its usual one. */
  readonly rateOf: (creative: number, day: number) => number
  /** Share of conversions that has come on each of the newest days, newest last. */
  readonly arrived: readonly number[]
  /** Whether budgets, mixes and the market move beside the seasons. */
  readonly moves: boolean
}

/** An account of creatives in three strata: seasons, common shocks of a day, budgets that move, shifts of the mix. */
function simulateAccount(design: Design, draw: RandomGenerator): WatchedCreative[] {
  const { creatives, days, perDay, phi, rateOf, arrived, moves } = design
  const spread = moves ? 1 : 0
  const trend = spread * 0.004 * drawNormal(draw)
  const shocks = STRATA.map(() =>
    Array.from({ length: days }, (_, day) =>
      Math.exp(0.15 * Math.sin((2 * Math.PI * day) / 7) + trend * day + 0.15 * drawNormal(draw)),
    ),
  )
  return Array.from({ length: creatives }, (_, creative) => {
    const quality = Math.exp(spread * 0.3 * drawNormal(draw))
    const volumes = STRATA.map(() => {
      let volume = spread * 0.3 * drawNormal(draw)
      return Array.from({ length: days }, () => {
        volume = 0.97 * volume + spread * 0.1 * drawNormal(draw)
        return Math.exp(volume)
      })
    })
    const cells = STRATA.map((stratum, s): WatchedCell => {
      const day = Array.from({ length: days }, (_, d) => d)
      const exposure = day.map((d) => (perDay / STRATA.length) * (volumes[s]?.[d] ?? 1))
      const share = day.map((d) => arrived[d - days + arrived.length] ?? 1)
      const conversions = day.map((d) => {
        const usual = (exposure[d] ?? 0) * quality * (LEVELS[s] ?? 1) * (shocks[s]?.[d] ?? 1)
        return drawCount(usual * rateOf(creative, d) * (share[d] ?? 1), phi, draw)
      })
      return {
        stratum,
        parent: stratum.slice(0, 1),
        days: { day, exposure: exposure.map((n, d) => n * (share[d] ?? 1)), conversions },
      }
    })
    return { id: String(creative), cells }
  })
}

const ARRIVED = [0.98, 0.95, 0.9, 0.8, 0.55]
const ACCOUNT = 25

const healthy: Claim[] = []
for (const phi of [1, 2, 3]) {
  for (const perDay of [5, 15, 50, 200]) {
    const accounts = times(8, 100)
    let alarms = 0
    let watched = 0
    for (let run = 0; run < accounts; run++) {
      const design = {
        creatives: ACCOUNT,
        days: DAYS,
        perDay,
        phi,
        rateOf: () => 1,
        arrived: ARRIVED,
        moves: true,
      }
      for (const { alarm, watchedDays } of watchFatigue({ creatives: simulateAccount(design, random) })
        .creatives) {
        if (watchedDays > 0) watched++
        if (alarm !== null) alarms++
      }
    }
    const share = alarms / watched
    healthy.push({
      row: `${perDay} installs a day`,
      column: `φ ${phi}`,
      value: share,
      error: shareError(share, watched),
      low: 0,
      high: 0.05,
    })
  }
}
await reportEvidence({
  name: 'healthy-creatives',
  title: 'Healthy creatives: share with any alarm in 90 days',
  seed: SEED,
  remarks: [
    `${(times(8, 100) * ACCOUNT).toLocaleString('en')} creatives a cell, in accounts of ${ACCOUNT} and three strata: seasons, trends, common shocks of a day, budgets and mixes that move, the newest five days filling up. Nothing wears out; φ is learnt from the account’s days.`,
  ],
  claims: healthy,
  unit: 'share',
})

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.MAX_SAFE_INTEGER
}

const CHANGE = 30
const found: Claim[] = []
const shares: string[] = []
for (const { perDay, phi, most } of [
  { perDay: 50, phi: 1, most: 7 },
  { perDay: 50, phi: 2, most: 7 },
  { perDay: 50, phi: 3, most: 11 },
  { perDay: 15, phi: 1, most: 13 },
]) {
  const runs = times(60, 1_000)
  const delays: number[] = []
  let early = 0
  for (let run = 0; run < runs; run++) {
    const design = {
      creatives: ACCOUNT,
      days: 60,
      perDay,
      phi,
      rateOf: (creative: number, day: number) => (creative === 0 && day >= CHANGE ? 0.7 : 1),
      arrived: [],
      moves: false,
    }
    const [reading] = watchFatigue({ creatives: simulateAccount(design, random) }).creatives
    const alarm = reading?.alarm ?? null
    if (alarm !== null && alarm < CHANGE) early++
    delays.push(alarm === null || alarm < CHANGE ? Number.MAX_SAFE_INTEGER : alarm - CHANGE + 1)
  }
  const within = delays.filter((delay) => delay < Number.MAX_SAFE_INTEGER).length
  const sorted = delays.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
  shares.push(
    `${perDay} a day, φ ${phi}: ${((100 * within) / runs).toFixed(0)} % found in 30 days, ${early} before the change`,
  )
  found.push({
    row: `${perDay} installs a day, φ ${phi}`,
    value: middle(delays),
    error: Math.min(10, (at(0.5 + 1 / Math.sqrt(runs)) - at(0.5 - 1 / Math.sqrt(runs))) / 2),
    low: 0,
    high: most,
  })
}
await reportEvidence({
  name: 'fatigue-found',
  title: 'Fatigue: days from a fall by 30 % to the alarm, median',
  seed: SEED,
  remarks: [
    `${times(60, 1_000).toLocaleString('en')} accounts of ${ACCOUNT} creatives a row; all of the volume named, with the seasons and shocks of above; the rate of one falls by 30 % on day ${CHANGE}. Days that have come, the first one after the change being 1. ${shares.join('; ')}.`,
  ],
  claims: found,
  unit: 'ratio',
})
