import { PermilleError } from '#schema/error.ts'
import { findMetric, type MetricNames } from '../find-metric.ts'
import { isGroupingName } from '../grouping.ts'
import {
  type Component,
  cohortOf,
  componentKey,
  componentsOf,
  type Metric,
  mapComponents,
  type Unit,
  type UnitPowers,
  whereReached,
} from '../metric.ts'
import { readFormula } from './read-formula.ts'

/** A metric as `permille.yaml` describes it: a formula, or a numerator and a denominator. */
export interface OwnMetricSettings {
  readonly label?: string | undefined
  readonly description?: string | undefined
  readonly formula?: string | undefined
  readonly unit?: Unit | undefined
  readonly numerator?: string | undefined
  readonly denominator?: string | undefined
  readonly scale: number
  readonly higherIsBetter: boolean
}

/** Units a value of these powers may be shown in, the plainest first. */
function unitsOf({ money, count }: UnitPowers): readonly Unit[] {
  const units: Readonly<Record<string, readonly Unit[]>> = {
    '0 1': ['count'],
    '1 0': ['money'],
    '0 0': ['ratio', 'share', 'per_mille'],
    '1 -1': ['money_per_count', 'money_per_mille'],
    '-1 1': ['count_per_money'],
  }
  return units[`${money} ${count}`] ?? []
}

function refuse(name: string, message: string, remedy: string): never {
  throw new PermilleError('usage', `permille.yaml: metrics.${name}: ${message}`, { remedy })
}

function formulaMetric(name: string, formula: string, own: OwnMetricSettings, names: MetricNames): Metric {
  const { expression, nature, powers } = readFormula(formula, names)
  if (own.scale !== 1) refuse(name, 'has a formula and a scale', 'write the factor into the formula')
  if (nature === 'number') refuse(name, `${formula} names no metric`, 'name one, e.g. spend / installs')
  const [plainest, ...others] = unitsOf(powers)
  if (plainest === undefined) {
    refuse(
      name,
      `${formula} has no unit anybody reads`,
      'divide counts or money by counts, or money by money',
    )
  }
  if (own.unit !== undefined && own.unit !== plainest && !others.includes(own.unit)) {
    refuse(name, `${formula} is not in ${own.unit}`, `its unit is ${[plainest, ...others].join(' or ')}`)
  }
  return {
    kind: 'formula',
    name,
    label: own.label ?? name,
    description: own.description ?? `${formula}.`,
    synonyms: [],
    unit: own.unit ?? plainest,
    higherIsBetter: own.higherIsBetter,
    expression,
    additive: nature === 'sum',
    powers,
  }
}

function ratioMetric(
  name: string,
  [above, below]: readonly [string, string],
  own: OwnMetricSettings,
  names: MetricNames,
): Metric {
  const sumOf = (part: string) => {
    const metric = findMetric(part, names)
    if (metric.kind === 'sum') return metric.of
    return refuse(name, `${metric.name} is a ratio already`, 'divide sums, or write a formula')
  }
  return {
    kind: 'ratio',
    name,
    label: own.label ?? name,
    description: own.description ?? `${above} ÷ ${below}.`,
    synonyms: [],
    unit: own.unit ?? (own.scale === 1000 ? 'per_mille' : 'ratio'),
    higherIsBetter: own.higherIsBetter,
    numerator: sumOf(above),
    denominator: sumOf(below),
    scale: own.scale,
    family: 'ratio',
  }
}

/** A metric whose parts are all counted for the users that reached the cohort day one of them is told of. */
function ofOneCohort(name: string, metric: Metric): Metric {
  const cohorts = new Map(
    componentsOf(metric).flatMap((component) => {
      const cohort = cohortOf(component)
      return cohort === null ? [] : [[componentKey(cohort), cohort] as const]
    }),
  )
  const [cohort, ...others] = cohorts.values()
  if (cohort === undefined || metric.kind === 'sum') return metric
  if (others.length > 0)
    return refuse(name, 'mixes numbers of several cohort days', 'use one, such as revenue_d7 / spend')
  const reached = (component: Component) =>
    cohortOf(component) === null ? whereReached(component, cohort) : component
  if (metric.kind === 'formula') return { ...metric, expression: mapComponents(metric.expression, reached) }
  return { ...metric, numerator: reached(metric.numerator), denominator: reached(metric.denominator) }
}

function ownMetric(name: string, own: OwnMetricSettings, names: MetricNames): Metric {
  const { formula, numerator, denominator } = own
  if (isGroupingName(name)) refuse(name, 'is the name of a dimension', 'call it something else')
  if (formula !== undefined && numerator === undefined && denominator === undefined)
    return ofOneCohort(name, formulaMetric(name, formula, own, names))
  if (formula === undefined && numerator !== undefined && denominator !== undefined)
    return ofOneCohort(name, ratioMetric(name, [numerator, denominator], own, names))
  return refuse(name, 'needs a formula, or a numerator and a denominator', 'write formula: spend / installs')
}

/** The project's own metrics; each may use those above it. */
export function ownMetrics(
  settings: Readonly<Record<string, OwnMetricSettings>>,
  mainEvent: string,
): readonly Metric[] {
  const own: Metric[] = []
  for (const [name, metric] of Object.entries(settings)) {
    try {
      own.push(ownMetric(name, metric, { mainEvent, own }))
    } catch (error) {
      if (!(error instanceof PermilleError) || error.message.startsWith('permille.yaml')) throw error
      refuse(name, error.message, error.remedy ?? 'see docs/query.md')
    }
  }
  return own
}
