import { drawNormal } from '../../random/normal.ts'
import type { Random } from '../../random/random.ts'

const MEMORY = 0.85

/** A factor around 1 that wanders from day to day, with this long-run deviation on the log scale. */
export function createSlowNoise(random: Random, sd: number): () => number {
  let level = sd * drawNormal(random)
  return () => {
    level = MEMORY * level + sd * Math.sqrt(1 - MEMORY * MEMORY) * drawNormal(random)
    return Math.exp(level)
  }
}
