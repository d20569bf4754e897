/** One day (and stratum) in which both sides were shown. */
export interface PairedCell {
  readonly firstConversions: number
  readonly secondConversions: number
  readonly firstExposure: number
  readonly secondExposure: number
}

/**
 * Log-likelihood of ψ = ln(rate of the first ÷ rate of the second) given each cell's total conversions: what days and strata
 * do to both sides cancels. Divided by φ.
 */
export class PairedLikelihood {
  /** Conversions over φ. */
  readonly first: number
  readonly second: number
  private readonly totals: Float64Array
  private readonly shares: Float64Array

  constructor(cells: readonly PairedCell[], phi: number) {
    const usable = cells.filter(
      (cell) =>
        cell.firstExposure > 0 &&
        cell.secondExposure > 0 &&
        cell.firstConversions + cell.secondConversions > 0,
    )
    this.first = usable.reduce((sum, cell) => sum + cell.firstConversions, 0) / phi
    this.second = usable.reduce((sum, cell) => sum + cell.secondConversions, 0) / phi
    this.totals = Float64Array.from(usable, (cell) => (cell.firstConversions + cell.secondConversions) / phi)
    this.shares = Float64Array.from(
      usable,
      (cell) => cell.firstExposure / (cell.firstExposure + cell.secondExposure),
    )
  }

  /** ln L(ψ) − ln L(0). */
  at(psi: number): number {
    const growth = Math.expm1(psi)
    let sum = this.first * psi
    for (let k = 0; k < this.totals.length; k++)
      sum -= (this.totals[k] ?? 0) * Math.log1p((this.shares[k] ?? 0) * growth)
    return sum
  }

  slope(psi: number): { slope: number; information: number } {
    const ratio = Math.exp(psi)
    let slope = this.first
    let information = 0
    for (let k = 0; k < this.totals.length; k++) {
      const q = this.shares[k] ?? 0
      const p = (q * ratio) / (1 - q + q * ratio)
      slope -= (this.totals[k] ?? 0) * p
      information += (this.totals[k] ?? 0) * p * (1 - p)
    }
    return { slope, information }
  }

  /** The ψ where ln L(ψ) − precision ψ²/2 is highest, and its curvature there. Needs conversions on both sides or precision > 0. */
  mode(precision: number): { psi: number; curvature: number } {
    let psi = 0
    let curvature = 1
    for (let step = 0; step < 100; step++) {
      const { slope, information } = this.slope(psi)
      curvature = information + precision
      const move = Math.max(-1, Math.min(1, (slope - precision * psi) / Math.max(curvature, 1e-300)))
      psi += move
      if (Math.abs(move) < 1e-12 * Math.max(1, Math.abs(psi))) break
    }
    return { psi, curvature: this.slope(psi).information + precision }
  }
}
