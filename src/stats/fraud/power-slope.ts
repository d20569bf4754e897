import type { Window } from './delay-figures.ts'

const STEPS = 60
const STEEPEST = 60

/** Mean, as a share of the width, and variance of a density proportional to e^{gy} on [0, 1]. */
function moments(g: number): { readonly mean: number; readonly variance: number } {
  if (Math.abs(g) < 1e-3) return { mean: 0.5 + g / 12, variance: 1 / 12 - (g * g) / 240 }
  const half = Math.sinh(g / 2)
  return { mean: 1 / (1 - Math.exp(-g)) - 1 / g, variance: 1 / (g * g) - 1 / (4 * half * half) }
}

/** The power of a density of delays inside a window, 0 being flat. */
export interface PowerSlope {
  readonly slope: number
  /** Variance one install has by chance. */
  readonly unitVariance: number
  /** Density at the window's end ÷ at its start. */
  readonly endToStart: number
}

/** The power β of a density t^β inside a window, by maximum likelihood from the mean logarithm of delays there. */
export function powerSlope(meanLog: number, { from, to }: Window): PowerSlope {
  const width = Math.log(to / from)
  const position = Math.min(1 - 1e-6, Math.max(1e-6, (meanLog - Math.log(from)) / width))
  let low = -STEEPEST
  let high = STEEPEST
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2
    if (moments(middle).mean < position) low = middle
    else high = middle
  }
  const g = (low + high) / 2
  const slope = g / width - 1
  return {
    slope,
    unitVariance: 1 / (moments(g).variance * width * width),
    endToStart: Math.exp(slope * width),
  }
}
