import { gammaLower, gammaUpper } from '../special/incomplete-gamma.ts'
import { stirlingError } from '../special/log-gamma.ts'
import { STEPS } from './grid-nodes.ts'

const SQRT_2_PI = 2.5066282746310002
const SIMPSON_STEPS = 6
// From this width on a four-point rule on the nodes alone is as exact as Simpson's with middles, at half the cost.
const EVEN_STEPS = 16
const REACH = 7.5

/** The CDF of one Gamma(shape, rate) at all nodes of a grid in ln x; `fill` again for the next posterior. */
export class GammaOnGrid {
  /** Nodes below `first` have CDF 0, nodes from `last` on have CDF 1. */
  first = 0
  last = 0
  private readonly nodes: Float64Array
  private readonly values: Float64Array
  private readonly middles: Float64Array
  private readonly lower: Float64Array
  private readonly upper: Float64Array
  private readonly density: Float64Array
  private readonly widest: number
  private readonly even: boolean
  private shape = 1
  private centre = 0
  private scale = 1
  private height = 1

  constructor(nodes: Float64Array) {
    this.nodes = nodes
    this.values = nodes.map(Math.exp)
    this.middles = nodes.map((u, k) => Math.exp(0.5 * (u + (nodes[k + 1] ?? u))))
    this.lower = new Float64Array(nodes.length)
    this.upper = new Float64Array(nodes.length)
    let widest = 0
    for (let k = 1; k < nodes.length; k++) widest = Math.max(widest, (nodes[k] ?? 0) - (nodes[k - 1] ?? 0))
    this.widest = widest
    this.density = new Float64Array(nodes.length)
    this.even = nodes.length === STEPS + 1
  }

  fill(shape: number, rate: number): void {
    const { nodes, values, lower, upper } = this
    const centre = Math.log(shape / rate)
    const sd = 1 / Math.sqrt(shape)
    // In ln x a gamma's upper tail is lighter than the normal's and its lower tail heavier, so small shapes are not cut below.
    this.last = this.position(centre + REACH * sd)
    this.first = shape > 400 ? this.position(centre - 1.2 * REACH * sd) : 0
    if (sd < SIMPSON_STEPS * this.widest) {
      for (let k = this.first; k < this.last; k++) {
        const x = (values[k] ?? 0) * rate
        const q = gammaUpper(shape, x)
        upper[k] = q
        lower[k] = q < 0.9 ? 1 - q : gammaLower(shape, x)
      }
      return
    }
    const start = Math.min(this.last, nodes.length - 1)
    this.densities(shape, rate, start)
    const { density } = this
    const even = this.even && sd > EVEN_STEPS * this.widest
    let q = gammaUpper(shape, (values[start] ?? 0) * rate)
    upper[start] = q
    lower[start] = 1 - q
    for (let k = start - 1; k >= this.first; k--) {
      const width = (nodes[k + 1] ?? 0) - (nodes[k] ?? 0)
      const ends = (density[k] ?? 0) + (density[k + 1] ?? 0)
      if (even && k > this.first && k < start - 1) {
        q += (width / 24) * (13 * ends - (density[k - 1] ?? 0) - (density[k + 2] ?? 0))
      } else {
        q += (width / 6) * (ends + 4 * this.densityAt((nodes[k] ?? 0) + 0.5 * width, this.middles[k] ?? 0))
      }
      upper[k] = q
      lower[k] = Math.max(1 - q, 1e-12)
    }
  }

  logLower(k: number): number {
    const q = this.upper[k] ?? 0
    if (q < 1e-4) return -q * (1 + q * (0.5 + q / 3))
    return q < 0.5 ? Math.log1p(-q) : Math.log(this.lower[k] ?? 1)
  }

  private densities(shape: number, rate: number, last: number): void {
    const { nodes, values, density } = this
    this.shape = shape
    this.centre = Math.log(shape / rate)
    this.scale = rate / shape
    this.height = Math.sqrt(shape) * (Math.exp(-stirlingError(shape)) / SQRT_2_PI)
    if (shape > 1e6) {
      for (let k = this.first; k <= last; k++) density[k] = this.densityAt(nodes[k] ?? 0, values[k] ?? 0)
      return
    }
    const constant = Math.log(this.height) + shape - shape * this.centre
    for (let k = this.first; k <= last; k++) {
      density[k] = Math.exp(constant + shape * (nodes[k] ?? 0) - rate * (values[k] ?? 0))
    }
  }

  /** Density of ln x; for large shapes without the cancellation of its terms. */
  private densityAt(u: number, x: number): number {
    const v = u - this.centre
    const excess = this.shape > 1e6 ? Math.expm1(v) - v : x * this.scale - 1 - v
    return this.height * Math.exp(-this.shape * excess)
  }

  private position(u: number): number {
    let low = 0
    let high = this.nodes.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.nodes[middle] ?? 0) < u) low = middle + 1
      else high = middle
    }
    return low
  }
}
