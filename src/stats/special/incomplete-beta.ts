import { gaussLegendre } from '../quadrature/gauss-legendre.ts'
import { stirlingError } from './log-gamma.ts'
import { log1pMinus } from './log1p-minus.ts'

const SQRT_2_PI = 2.5066282746310002
const PANELS = 6
const PANEL_STANDARD_DEVIATIONS = 1.8

/** P(X < x) for X ~ Beta(a, b): the regularised incomplete beta function. `complement` is 1 − x, given when known better. */
export function betaLower(a: number, b: number, x: number, complement = 1 - x): number {
  if (x <= 0) return 0
  if (complement <= 0) return 1
  return betaLowerFrom(betaDensityTimesOdds(a, b, x, complement), a, b, x, complement)
}

/** The same inside (0, 1) where the density is known already. */
export function betaLowerFrom(
  densityTimesOdds: number,
  a: number,
  b: number,
  x: number,
  complement: number,
): number {
  return isLeft(a, b, x, complement)
    ? densityTimesOdds * leftTail(a, b, x, complement)
    : 1 - densityTimesOdds * leftTail(b, a, complement, x)
}

/** P(X > x) for X ~ Beta(a, b), accurate in the far tail. */
export function betaUpper(a: number, b: number, x: number, complement = 1 - x): number {
  return betaLower(b, a, complement, x)
}

/** x(1 − x) times the density of Beta(a, b) at x, free of cancellation for large a and b. */
export function betaDensityTimesOdds(a: number, b: number, x: number, complement = 1 - x): number {
  const total = a + b
  const offset = x <= complement ? x - a / total : b / total - complement
  const exponent =
    a * deviance(x, (offset * total) / a, a / total) +
    b * deviance(complement, (-offset * total) / b, b / total)
  const scale = stirlingError(total) - stirlingError(a) - stirlingError(b)
  return Math.exp(exponent + scale) * Math.sqrt(a) * Math.sqrt(b / total) * (1 / SQRT_2_PI)
}

/** ln(1 + r) − r with 1 + r = x ÷ mean; r near −1 has lost x's digits. */
function deviance(x: number, r: number, mean: number): number {
  return r > -0.5 ? log1pMinus(r) : Math.log(x / mean) - r
}

function isLeft(a: number, b: number, x: number, complement: number): boolean {
  return x * (b + 1) <= complement * (a + 1)
}

/** The tail as a multiple of x(1 − x) × density. */
function leftTail(a: number, b: number, x: number, complement: number): number {
  return Math.min(a, b) > 3_000 ? integrateLeft(a, b, x, complement) : continuedFraction(a, b, x)
}

/** Lentz's evaluation of DLMF 8.17.22, divided by a(1 − x) so that it multiplies x(1 − x) × density. */
function continuedFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300
  let c = 1
  let d = 1 - ((a + b) * x) / (a + 1)
  if (Math.abs(d) < tiny) d = tiny
  d = 1 / d
  let h = d
  for (let m = 1; m < 20_000; m++) {
    const even = ((m / (a + 2 * m - 1)) * (b - m) * x) / (a + 2 * m)
    d = 1 + even * d
    if (Math.abs(d) < tiny) d = tiny
    c = 1 + even / c
    if (Math.abs(c) < tiny) c = tiny
    d = 1 / d
    h *= d * c
    const odd = ((-(a + m) / (a + 2 * m)) * (a + b + m) * x) / (a + 2 * m + 1)
    d = 1 + odd * d
    if (Math.abs(d) < tiny) d = tiny
    c = 1 + odd / c
    if (Math.abs(c) < tiny) c = tiny
    d = 1 / d
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < 1e-16) break
  }
  return h / a
}

/** ∫ of the density left of x in log-odds, relative to its height at x; the continued fraction needs √a steps here. */
function integrateLeft(a: number, b: number, x: number, complement: number): number {
  const total = a + b
  const spread = Math.sqrt(total / a / b)
  const lean = (complement * a - x * b) / Math.sqrt(a) / Math.sqrt(b / total) / total
  const panel = (spread * PANEL_STANDARD_DEVIATIONS) / Math.max(1, lean / 3)
  const { nodes, weights } = gaussLegendre(16)
  let sum = 0
  for (let part = 0; part < PANELS; part++) {
    for (let k = 0; k < nodes.length; k++) {
      const t = -panel * (part + 0.5 * (1 + (nodes[k] ?? 0)))
      const growth = Math.expm1(t)
      sum += (weights[k] ?? 0) * Math.exp(a * t - total * Math.log1p(x * growth))
    }
  }
  return 0.5 * panel * sum
}
