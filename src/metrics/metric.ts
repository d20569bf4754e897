import { ATTRIBUTIONS, type Attribution } from '#schema/basis.ts'
import { prefixOf } from '#schema/field-target.ts'
import { DELIVERY_MEASURES, type DeliveryMeasure } from '#schema/measure.ts'

/** A count or sum of the landed rows: the atoms metrics are made of. */
export type Component = DeliveryComponent | OutcomeComponent

export interface DeliveryComponent {
  readonly from: 'delivery'
  readonly measure: DeliveryMeasure
  readonly reached: CohortComponent | null
  /** Whether rows known to be re-engagement do not count. */
  readonly acquisition: boolean
}

export interface OutcomeComponent {
  readonly from: 'outcome'
  readonly event: string
  readonly part: 'every' | 'unique' | 'value'
  /** Counts only what a click, or a view, is known to have earned; `all` for every conversion. */
  readonly attribution: Attribution
  /** What users of an install day did up to, or on, this day of their life; `to_date` for all they did so far. */
  readonly cohort: number | 'to_date' | null
  /** Counts only the install days of which this is known: users too young for it are in no rate of it. */
  readonly reached: CohortComponent | null
  readonly acquisition: boolean
}

/** An outcome of one cohort day. */
export type CohortComponent = OutcomeComponent & { readonly cohort: number; readonly reached: null }

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

/** A metric of any cohort day: `roas` of 7 is found as `roas_d7`. */
export type CohortMetric = (day: number) => Metric

/** All of an event beside what clicks and views earned of it, for what counts one of them; else nothing. */
export function touchesOf(component: Component): readonly OutcomeComponent[] {
  if (component.from === 'delivery' || component.attribution === 'all') return []
  return ATTRIBUTIONS.map((attribution) => ({ ...component, attribution }))
}

const ACQUISITION = '@acquisition'

function plainKey(component: Component): string {
  if (component.from === 'delivery') return component.measure
  const { event, cohort } = component
  const suffix = cohort === null ? '' : cohort === 'to_date' ? '.to_date' : `.d${cohort}`
  return `${prefixOf(component)}.${event}${suffix}`
}

/** Asked for every metric of every row. */
const KEYS = new WeakMap<Component, string>()

export function componentKey(component: Component): string {
  const known = KEYS.get(component)
  if (known !== undefined) return known
  const { reached, acquisition } = component
  const plain = reached === null ? plainKey(component) : `${plainKey(component)}@${plainKey(reached)}`
  const key = acquisition ? `${plain}${ACQUISITION}` : plain
  KEYS.set(component, key)
  return key
}

/** A component in a sentence. */
export function describeComponent(component: Component): string {
  const { reached, acquisition } = component
  if (acquisition) return `${plainKey(component)} of acquisition`
  return reached === null ? plainKey(component) : `${plainKey(component)} of users past day ${reached.cohort}`
}

export const delivery = (measure: DeliveryMeasure): DeliveryComponent => ({
  from: 'delivery',
  measure,
  reached: null,
  acquisition: false,
})

export const outcome = (
  event: string,
  part: 'every' | 'unique' | 'value' = 'every',
  cohort: number | 'to_date' | null = null,
): OutcomeComponent => ({
  from: 'outcome',
  event,
  part,
  attribution: 'all',
  cohort,
  reached: null,
  acquisition: false,
})

/** What a click, or a view, is known to have earned of an event. */
export const outcomeOf = (event: string, attribution: Attribution): OutcomeComponent => ({
  ...outcome(event),
  attribution,
})

export const cohortOutcome = (
  event: string,
  part: 'every' | 'unique' | 'value',
  day: number,
): CohortComponent => ({ ...outcome(event, part), cohort: day, reached: null })

/** A component on the install days of which a cohort number is known. */
export function whereReached(component: Component, reached: CohortComponent): Component {
  return { ...component, reached }
}

/** The cohort number a component waits for: itself, or the one its days are those of. */
export function cohortOf(component: Component): CohortComponent | null {
  if (component.reached !== null) return component.reached
  if (component.from === 'delivery' || typeof component.cohort !== 'number') return null
  return { ...component, cohort: component.cohort, reached: null }
}

function componentsIn(expression: Expression): readonly Component[] {
  if (expression.kind === 'number') return []
  if (expression.kind === 'component') return [expression.component]
  return [...componentsIn(expression.left), ...componentsIn(expression.right)]
}

/** The same arithmetic on other components. */
export function mapComponents(expression: Expression, map: (component: Component) => Component): Expression {
  if (expression.kind === 'number') return expression
  if (expression.kind === 'component') return { ...expression, component: map(expression.component) }
  const { left, right } = expression
  return { ...expression, left: mapComponents(left, map), right: mapComponents(right, map) }
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
