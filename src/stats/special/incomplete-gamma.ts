import { erfc } from './erfc.ts'
import { stirlingError } from './log-gamma.ts'
import { log1pMinus } from './log1p-minus.ts'
import { polynomial } from './polynomial.ts'
import { TEMME_COEFFICIENTS } from './temme-coefficients.ts'

const SQRT_2_PI = 2.5066282746310002

/** P(G < x) for G ~ Gamma(shape, 1): the regularised lower incomplete gamma function. */
export function gammaLower(shape: number, x: number): number {
  if (x <= 0) return 0
  if (x === Infinity) return 1
  if (expansionHolds(shape, x)) return expansion(shape, x, true)
  return x < shape + 1 ? series(shape, x) : 1 - upperTail(shape, x)
}

/** P(G > x) for G ~ Gamma(shape, 1), accurate in the far tail. */
export function gammaUpper(shape: number, x: number): number {
  if (x <= 0) return 1
  if (x === Infinity) return 0
  if (expansionHolds(shape, x)) return expansion(shape, x, false)
  return x < shape + 1 ? 1 - series(shape, x) : upperTail(shape, x)
}

/** x times the density of Gamma(shape, 1) at x, free of cancellation for large shapes. */
export function gammaDensityTimesX(shape: number, x: number): number {
  if (x <= 0) return 0
  const relative = (x - shape) / shape
  const deviance = relative > -0.5 ? log1pMinus(relative) : Math.log(x / shape) - relative
  return Math.sqrt(shape) * (Math.exp(shape * deviance - stirlingError(shape)) / SQRT_2_PI)
}

function expansionHolds(shape: number, x: number): boolean {
  return shape > 20 && Math.abs(x - shape) < 0.4 * shape
}

function series(shape: number, x: number): number {
  let term = 1
  let sum = 1
  for (let n = 1; n < 2_000; n++) {
    term *= x / (shape + n)
    sum += term
    if (term < sum * 1e-17) break
  }
  return (gammaDensityTimesX(shape, x) / shape) * sum
}

function upperTail(shape: number, x: number): number {
  // A small shape: below x = 1.1 the continued fraction is slow, and 1 − series loses nothing.
  if (x < 1.1) return 1 - series(shape, x)
  const tiny = 1e-300
  let b = x + 1 - shape
  let c = 1 / tiny
  let d = 1 / b
  let h = d
  for (let n = 1; n < 2_000; n++) {
    const a = -n * (n - shape)
    b += 2
    d = a * d + b
    if (Math.abs(d) < tiny) d = tiny
    c = b + a / c
    if (Math.abs(c) < tiny) c = tiny
    d = 1 / d
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < 1e-16) break
  }
  return gammaDensityTimesX(shape, x) * h
}

/** Temme's uniform expansion, which stays exact at any shape (DLMF 8.12.8). */
function expansion(shape: number, x: number, lower: boolean): number {
  const relative = (x - shape) / shape
  const half = -log1pMinus(relative)
  const eta = relative < 0 ? -Math.sqrt(2 * half) : Math.sqrt(2 * half)
  let sum = 0
  // The term of shape^-k eta^n is left out when it is below e^-39.
  const perRow = Math.log(shape)
  const perTerm = -1 / Math.log(Math.abs(eta) + 1e-20)
  for (let k = Math.min(TEMME_COEFFICIENTS.length, Math.ceil(39 / perRow)) - 1; k >= 0; k--) {
    sum = sum / shape + polynomial(TEMME_COEFFICIENTS[k] ?? [], eta, Math.ceil((39 - k * perRow) * perTerm))
  }
  const correction = (Math.exp(-shape * half) / (SQRT_2_PI * Math.sqrt(shape))) * sum
  const z = eta * Math.sqrt(shape / 2)
  return lower ? 0.5 * erfc(-z) - correction : 0.5 * erfc(z) + correction
}
