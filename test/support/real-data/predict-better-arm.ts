import { isComputed, type RandomGenerator, readTests } from '#stats/index.ts'
import { randomShare, type Traffic } from './random-share.ts'
import type { UpworthyTest } from './upworthy.ts'

/** Statements "this arm is the best with probability …" made on a sample, and what all traffic says of them. */
export interface CalibrationBin {
  readonly from: number
  readonly to: number
  readonly arms: number
  /** Mean of the probabilities stated. */
  readonly stated: number
  /** Mean of the probabilities once all traffic is known; equal to the stated mean when statements are honest. */
  readonly withAllTraffic: number
  /** Share of these arms that have the highest rate in the rest, its noise included. */
  readonly ledTheRest: number
}

/** Arms picked on a sample and their clicks per impression: promised there, and delivered by the rest. */
export interface Pick {
  readonly promised: number
  readonly delivered: number
}

export interface Prediction {
  readonly tests: number
  readonly bins: readonly CalibrationBin[]
  readonly ours: Pick
  readonly raw: Pick
  /** Delivered by our picks less delivered by the raw leaders, per test, and its standard error. */
  readonly gain: { readonly mean: number; readonly error: number }
  /** What our picks fall short of the best arm of the rest, as a share of it; noise of the rest included. */
  readonly regret: { readonly ours: number; readonly raw: number }
}

const EDGES = [0, 0.05, 0.2, 0.4, 0.6, 0.8, 1]

function rate({ impressions, clicks }: Traffic): number {
  return clicks / impressions
}

function highest(values: readonly number[]): number {
  return values.indexOf(Math.max(...values))
}

function beliefs(tests: readonly (readonly Traffic[])[], phi: number) {
  return readTests(
    tests.map((arms) => ({
      phi,
      arms: arms.map(({ impressions, clicks }, k) => ({
        id: String(k),
        cells: [{ day: 0, exposure: impressions, conversions: clicks }],
      })),
    })),
  ).tests
}

/** Predicts the better arm of each test from a share of its traffic, drawn anew for each arm, and scores it on the rest. */
export function predictBetterArm(
  tests: readonly UpworthyTest[],
  shareOf: (random: RandomGenerator) => number,
  random: RandomGenerator,
  phi = 1,
): Prediction {
  const split = tests.map(({ arms }) => arms.map((arm) => randomShare(arm, shareOf(random), random)))
  const early = beliefs(
    split.map((arms) => arms.map(({ sample }) => sample)),
    phi,
  )
  const late = beliefs(
    tests.map(({ arms }) => arms),
    phi,
  )
  const bins = EDGES.slice(1).map((to, k) => ({
    from: EDGES[k] ?? 0,
    to,
    arms: 0,
    stated: 0,
    all: 0,
    led: 0,
  }))
  const sums = { tests: 0, best: 0, gain: 0, gainSquares: 0 }
  const ours = { promised: 0, delivered: 0 }
  const raw = { promised: 0, delivered: 0 }
  split.forEach((arms, t) => {
    const before = early[t]
    const after = late[t]
    if (before === undefined || after === undefined || !isComputed(before) || !isComputed(after)) return
    const rest = arms.map((arm) => rate(arm.rest))
    const leader = highest(rest)
    before.forEach(({ probabilityBest }, k) => {
      const bin = bins.find(({ to }) => probabilityBest <= to)
      if (bin === undefined) return
      bin.arms++
      bin.stated += probabilityBest
      bin.all += after[k]?.probabilityBest ?? 0
      bin.led += Number(k === leader)
    })
    const own = highest(before.map((belief) => belief.rate))
    const plain = highest(arms.map(({ sample }) => rate(sample)))
    const sample = arms[plain]?.sample
    const gain = (rest[own] ?? 0) - (rest[plain] ?? 0)
    sums.tests++
    sums.best += rest[leader] ?? 0
    sums.gain += gain
    sums.gainSquares += gain * gain
    ours.promised += before[own]?.rate ?? 0
    ours.delivered += rest[own] ?? 0
    raw.promised += sample === undefined ? 0 : rate(sample)
    raw.delivered += rest[plain] ?? 0
  })
  const perTest = ({ promised, delivered }: Pick): Pick => ({
    promised: promised / sums.tests,
    delivered: delivered / sums.tests,
  })
  const mean = sums.gain / sums.tests
  return {
    tests: sums.tests,
    bins: bins.map(({ from, to, arms, stated, all, led }) => ({
      from,
      to,
      arms,
      stated: stated / arms,
      withAllTraffic: all / arms,
      ledTheRest: led / arms,
    })),
    ours: perTest(ours),
    raw: perTest(raw),
    gain: { mean, error: Math.sqrt((sums.gainSquares / sums.tests - mean * mean) / sums.tests) },
    regret: { ours: 1 - ours.delivered / sums.best, raw: 1 - raw.delivered / sums.best },
  }
}
