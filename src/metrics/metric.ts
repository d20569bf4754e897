import { DELIVERY_MEASURES, type DeliveryMeasure } from '#schema/measure.ts'

/** A count or sum of the landed rows: the atoms metrics are made of. */
export type Component =
  | { readonly from: 'delivery'; readonly measure: DeliveryMeasure }
  | { readonly from: 'outcome'; readonly event: string; readonly part: 'every' | 'unique' | 'value' }

export const UNITS = [
  'count',
  'money',
  'share',
  'per_mille',
  'ratio',
  'money_per_mille',
  'money_per_count',
  'count_per_money',
] as const
export type Unit = (typeof UNITS)[number]

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

/** Arithmetic on components. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'component'; readonly component: Component }
  | {
      readonly kind: '+' | '-' | '*' | '/'
      readonly left: Expression
      readonly right: Expression
    }

/** What a value is counted in: powers of money and of counts. */
export interface UnitPowers {
  readonly money: number
  readonly count: number
}

/** Recomputed by its formula from the sums of its components at every level. */
export interface FormulaMetric extends MetricBase {
  readonly kind: 'formula'
  readonly expression: Expression
  /** Whether its rows add up to its total. */
  readonly additive: boolean
  readonly powers: UnitPowers
}

export type Metric = SumMetric | RatioMetric | FormulaMetric

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

function componentsIn(expression: Expression): readonly Component[] {
  if (expression.kind === 'number') return []
  if (expression.kind === 'component') return [expression.component]
  return [...componentsIn(expression.left), ...componentsIn(expression.right)]
}

export function componentsOf(metric: Metric): readonly Component[] {
  if (metric.kind === 'sum') return [metric.of]
  if (metric.kind === 'ratio') return [metric.numerator, metric.denominator]
  return componentsIn(metric.expression)
}

export function isMoney(component: Component): boolean {
  return component.from === 'delivery'
    ? DELIVERY_MEASURES[component.measure].unit === 'money'
    : component.part === 'value'
}
