/** One bar of a waterfall: a whole, or what is added to the one before. */
export interface WaterfallStep {
  label: string
  /** The whole, or what is added. */
  value: number
  isWhole?: boolean
  /** Where what is added lies at 95 %. */
  low?: number
  high?: number
}

export interface WaterfallBar {
  label: string
  from: number
  to: number
  kind: 'whole' | 'up' | 'down'
  value: number
  low: number | null
  high: number | null
}

/** Bars from where each begins to where it ends. */
export function waterfallBars(steps: readonly WaterfallStep[]): readonly WaterfallBar[] {
  let level = 0
  return steps.map(({ label, value, isWhole = false, low, high }) => {
    const from = isWhole ? 0 : level
    level = from + value
    return {
      label,
      from,
      to: level,
      kind: isWhole ? 'whole' : value < 0 ? 'down' : 'up',
      value,
      low: isWhole || low === undefined ? null : from + low,
      high: isWhole || high === undefined ? null : from + high,
    }
  })
}
