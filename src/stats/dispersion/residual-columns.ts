/** Squared residuals ÷ mean of blocks as columns that grow, and what each weighs: 1 − leverage. */
export class ResidualColumns {
  count = 0
  degreesOfFreedom = 0
  mean = new Float64Array(64)
  free = new Float64Array(64)
  /** (observed − mean)² ÷ (mean × free): φ on average. */
  squared = new Float64Array(64)

  add(mean: number, observed: number, free: number): void {
    this.degreesOfFreedom += free
    if (mean <= 0 || free < LEAST_FREE) return
    if (this.count === this.mean.length) this.grow()
    this.mean[this.count] = mean
    this.free[this.count] = free
    this.squared[this.count] = (observed - mean) ** 2 / (mean * free)
    this.count++
  }

  private grow(): void {
    const doubled = (values: Float64Array) => {
      const larger = new Float64Array(2 * values.length)
      larger.set(values)
      return larger
    }
    this.mean = doubled(this.mean)
    this.free = doubled(this.free)
    this.squared = doubled(this.squared)
  }
}

const LEAST_FREE = 0.05
