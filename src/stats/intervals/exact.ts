import { betaQuantile } from '../special/beta-quantile.ts'
import { gammaQuantile, gammaUpperQuantile } from '../special/gamma-quantile.ts'
import type { Interval } from './types.ts'

/** Exact central interval of a Poisson rate, conversions per exposure (Garwood 1936). Counts may be fractional. */
export function garwoodInterval(conversions: number, exposure: number, level = 0.95): Interval {
  const tail = (1 - level) / 2
  return {
    low: gammaQuantile(conversions, tail) / exposure,
    high: gammaUpperQuantile(conversions + 1, tail) / exposure,
    level,
  }
}

/** Exact central interval of a binomial proportion (Clopper–Pearson 1934). Conversions must not exceed trials. */
export function clopperPearsonInterval(conversions: number, trials: number, level = 0.95): Interval {
  const tail = (1 - level) / 2
  return {
    low: betaQuantile(conversions, trials - conversions + 1, tail),
    high: betaQuantile(conversions + 1, trials - conversions, 1 - tail),
    level,
  }
}
