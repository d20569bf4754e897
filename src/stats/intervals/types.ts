export interface Interval {
  readonly low: number
  readonly high: number
  readonly level: number
}
