import type { DeliveryMeasure } from '#schema/measure.ts'

/** A count or sum of the landed rows: the atoms metrics are made of. */
export type Component =
  | { readonly from: 'delivery'; readonly measure: DeliveryMeasure }
  | { readonly from: 'outcome'; readonly event: string; readonly part: 'every' | 'unique' | 'value' }

export type Unit = 'count' | 'money' | 'share' | 'per_mille' | 'ratio' | 'money_per_mille' | 'money_per_count'

interface MetricBase {
  readonly name: string
  readonly label: string
  /** One sentence: what it says. */
  readonly description: string
  readonly synonyms: readonly string[]
  readonly unit: Unit
  readonly higherIsBetter: boolean | null
}

/** Adds up over any rows. */
export interface SumMetric extends MetricBase {
  readonly kind: 'sum'
  readonly of: Component
}

/** Recomputed from its sums at every level: scale × numerator ÷ denominator. */
export interface RatioMetric extends MetricBase {
  readonly kind: 'ratio'
  readonly numerator: Component
  readonly denominator: Component
  readonly scale: number
  /** How its noise behaves: `binomial` cannot exceed its denominator, `poisson` can. */
  readonly family: 'binomial' | 'poisson' | 'ratio'
}

export type Metric = SumMetric | RatioMetric

/** A metric that needs to know which event is meant. */
export type EventMetric = (event: string) => Metric

export function componentKey(component: Component): string {
  if (component.from === 'delivery') return component.measure
  return `${component.part === 'every' ? 'event' : component.part}.${component.event}`
}

export const delivery = (measure: DeliveryMeasure): Component => ({ from: 'delivery', measure })

export const outcome = (event: string, part: 'every' | 'unique' | 'value' = 'every'): Component => ({
  from: 'outcome',
  event,
  part,
})

export function componentsOf(metric: Metric): readonly Component[] {
  return metric.kind === 'sum' ? [metric.of] : [metric.numerator, metric.denominator]
}
