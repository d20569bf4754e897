import { normalQuantile } from '../special/normal.ts'

export interface NonInferiority {
  /** One-sided lower bound of the ratio. */
  readonly bound: number
  readonly margin: number
  readonly holds: boolean
}

/** Whether the ratio is surely above 1 − margin, at a one-sided level. */
export function nonInferiority(
  ratio: number,
  logVariance: number,
  margin = 0.1,
  level = 0.95,
): NonInferiority {
  const bound = ratio * Math.exp(-normalQuantile(level) * Math.sqrt(logVariance))
  return { bound, margin, holds: bound > 1 - margin }
}
