import { betaQuantile } from '../special/beta-quantile.ts'
import { gammaQuantile, gammaUpperQuantile } from '../special/gamma-quantile.ts'
import { normalQuantile } from '../special/normal.ts'
import { studentQuantile } from '../special/student-t.ts'
import type { Interval } from './types.ts'

export interface OneRate {
  readonly conversions: number
  readonly exposure: number
  /** False when one exposure converts at most once: above a rate of 0.1 the interval is then binomial. */
  readonly repeatable: boolean
  /** Over-dispersion φ. Default 1. */
  readonly phi?: number
  /** Degrees of freedom φ was learnt from; absent when φ is known. */
  readonly degreesOfFreedom?: number
  readonly level?: number
}

/**
 * Central Jeffreys interval of one rate, conversions per exposure, with counts divided by φ and φ widened for having been
 * estimated. No conversions: from 0 to the exact upper bound. Always contains the observed rate. (Brown, Cai, DasGupta 2001.)
 */
export function jeffreysInterval(data: OneRate): Interval {
  const level = data.level ?? 0.95
  const tail = (1 - level) / 2
  const phi = (data.phi ?? 1) * tWidening(data.degreesOfFreedom, level)
  const c = data.conversions / phi
  const n = data.exposure / phi
  const rate = data.conversions / data.exposure
  if (!data.repeatable && rate > 0.1) {
    const rest = n - c
    return {
      low: Math.min(rate, rest > 0 ? betaQuantile(c + 0.5, rest + 0.5, tail) : betaQuantile(c, 1, tail)),
      high: rest > 0 ? Math.max(rate, betaQuantile(c + 0.5, rest + 0.5, 1 - tail)) : 1,
      level,
    }
  }
  // What converts once at most has no rate above 1, however little was seen.
  const most = data.repeatable ? Infinity : 1
  if (c === 0) return { low: 0, high: Math.min(most, gammaUpperQuantile(1, tail) / n), level }
  return {
    low: Math.min(rate, gammaQuantile(c + 0.5, tail) / n),
    high: Math.min(most, gammaUpperQuantile(c + 0.5, tail) / n),
    level,
  }
}

/** Factor on φ that pays for estimating it: (t ÷ z)² on 30 prior degrees of freedom plus the own ones. */
export function tWidening(degreesOfFreedom: number | undefined, level: number): number {
  if (degreesOfFreedom === undefined) return 1
  return widening(30 + Math.round(degreesOfFreedom), level)
}

const widenings = new Map<string, number>()

function widening(degreesOfFreedom: number, level: number): number {
  const key = `${degreesOfFreedom} ${level}`
  const known = widenings.get(key)
  if (known !== undefined) return known
  const p = (1 + level) / 2
  const factor = (studentQuantile(p, degreesOfFreedom) / normalQuantile(p)) ** 2
  if (widenings.size > 10_000) widenings.clear()
  widenings.set(key, factor)
  return factor
}
