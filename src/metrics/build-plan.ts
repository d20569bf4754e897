import type { SourceOfTruth } from '#models/policy.ts'
import { ENTITY_LEVELS, type EntityLevel } from '#schema/dimension.ts'
import type { LearntCurve } from '#schema/learnt-curve.ts'
import { countedMetric } from './acquisition.ts'
import type { Catalogue, CataloguedKind, CataloguedLoad } from './catalogue.ts'
import { findMetric } from './find-metric.ts'
import { carries, findGrouping } from './grouping.ts'
import { type ConditionNames, dimensionsOf } from './language/read-conditions.ts'
import type { Metric } from './metric.ts'
import { type Component, componentKey, componentsOf, type OutcomeComponent, touchesOf } from './metric.ts'
import type { DelayCurves, Plan, PlannedComponent, PlannedHaving, Variant } from './plan.ts'
import { groupingNames, type Having, type Query } from './query.ts'
import { resolveRange } from './resolve-range.ts'
import { settledAppsOf } from './settle/place.ts'

function viaOf(load: CataloguedLoad, basis: string): Variant['via'] {
  return load.sourceKind === 'mmp' && basis === 'network' ? 'aggregator' : 'source'
}

function deliveryVariants(catalogue: Catalogue, measure: string, acquisition: boolean): readonly Variant[] {
  const carrying = catalogue.loads.filter(({ measures }) => measures.has(measure))
  const groups = Map.groupBy(carrying, (load) => `${load.deliveryBasis} ${viaOf(load, load.deliveryBasis)}`)
  return [...groups.values()].flatMap((loads) => {
    const [first] = loads
    if (first === undefined) return []
    return {
      basis: first.deliveryBasis,
      via: viaOf(first, first.deliveryBasis),
      loads: loads.map(({ load }) => load),
      kinds: [],
      touched: null,
      exclusions: [],
      reached: null,
      acquisition,
    }
  })
}

/** Whether a kind of outcome is told of the cohort a component asks for. */
function isOfCohort({ cohortDay, dateBasis }: CataloguedKind, { cohort }: OutcomeComponent): boolean {
  if (cohort === 'to_date') return cohortDay === null && dateBasis === 'install'
  return cohortDay === cohort
}

const kindsAmong = (members: readonly { readonly kind: CataloguedKind }[]) => [
  ...new Set(members.map(({ kind }) => kind.kind)),
]

function outcomeVariants(
  catalogue: Catalogue,
  component: OutcomeComponent,
  acquisition: boolean,
): readonly Variant[] {
  const counting = component.part === 'unique' ? 'unique' : 'every'
  const wanted = (kind: CataloguedKind) =>
    kind.event === component.event && kind.counting === counting && isOfCohort(kind, component)
  const found = catalogue.loads.flatMap((load) =>
    load.kinds
      .filter(wanted)
      .map((kind) => ({ load, kind, group: `${kind.basis} ${viaOf(load, kind.basis)}` })),
  )
  return [...Map.groupBy(found, ({ group }) => group).values()].flatMap((members) => {
    const [first] = members
    if (first === undefined) return []
    return {
      basis: first.kind.basis,
      via: viaOf(first.load, first.kind.basis),
      loads: [...new Set(members.map(({ load }) => load.load))],
      kinds: kindsAmong(members),
      touched:
        component.attribution === 'all'
          ? null
          : kindsAmong(members.filter(({ kind }) => kind.attribution === component.attribution)),
      exclusions: [],
      reached: null,
      acquisition,
    }
  })
}

function planComponent(catalogue: Catalogue, component: Component, acquisition: boolean): PlannedComponent {
  return {
    key: componentKey(component),
    component,
    variants:
      component.from === 'delivery'
        ? deliveryVariants(catalogue, component.measure, acquisition)
        : outcomeVariants(catalogue, component, acquisition),
  }
}

function planHaving(having: Having, find: (name: string) => Metric): PlannedHaving {
  if ('all' in having) return { all: having.all.map((part) => planHaving(part, find)) }
  if ('any' in having) return { any: having.any.map((part) => planHaving(part, find)) }
  return { ...having, resolved: find(having.metric) }
}

function resolvedMetrics(having: PlannedHaving): readonly Metric[] {
  if ('all' in having) return having.all.flatMap(resolvedMetrics)
  if ('any' in having) return having.any.flatMap(resolvedMetrics)
  return [having.resolved]
}

/**
 * Whose status is meant: of the finest object a question tells apart, else of the finest that reports name which sum to
 * their account, so that the answer does; else of the finest any report names.
 */
function traitLevelOf({ by }: Query, { loads }: Catalogue): EntityLevel {
  const namedIn = (some: readonly CataloguedLoad[]) =>
    ENTITY_LEVELS.findLast((level) => some.some(({ dimensions }) => carries(dimensions, findGrouping(level))))
  return (
    ENTITY_LEVELS.findLast((level) => by.includes(level)) ??
    namedIn(loads.filter(({ partial }) => !partial)) ??
    namedIn(loads) ??
    'creative'
  )
}

/** What a project decides about its questions. */
export interface PlanSettings {
  readonly names: ConditionNames
  readonly currency: string | null
  readonly firstWeekday: number
  readonly matureAfter: number
  readonly delays: DelayCurves
  readonly learnt: readonly LearntCurve[]
  readonly policy?: SourceOfTruth
}

/** The plan of a query before any rewrite: names, range and the rows that could answer. */
export function buildPlan(
  query: Query,
  catalogue: Catalogue,
  { names, currency, firstWeekday, matureAfter, delays, learnt, policy }: PlanSettings,
): Plan {
  const traitLevel = traitLevelOf(query, catalogue)
  const groupingOf = (name: string) => findGrouping(name, names.tokens, traitLevel)
  const knowsReengagement = catalogue.reengagement.objectives.length > 0
  const onlyAcquisition = knowsReengagement && query.purpose === 'acquisition'
  const find = (name: string) => {
    const metric = findMetric(name, names)
    return knowsReengagement && !onlyAcquisition ? countedMetric(metric) : metric
  }
  const metrics = query.metrics.map(find)
  const having = query.having.map((condition) => planHaving(condition, find))
  const components = new Map<string, Component>()
  for (const metric of [...metrics, ...having.flatMap(resolvedMetrics)]) {
    for (const component of componentsOf(metric)) {
      // Who answers is settled for all rows alike, and what is left out is told by the difference.
      const counted = { ...component, acquisition: false }
      for (const one of [...touchesOf(counted), counted, component]) components.set(componentKey(one), one)
    }
  }
  return {
    query,
    metrics,
    groupings: groupingNames(query).map(groupingOf),
    filters: query.where.map((filter) => ({
      filter,
      groupings: dimensionsOf(filter).map(groupingOf),
    })),
    having,
    range: resolveRange(query, catalogue),
    leftOutDays: new Map(),
    settledApps: settledAppsOf(catalogue, policy),
    rolledLoads: new Set(),
    unsettledNetworks: [],
    firstWeekday,
    matureAfter,
    delays,
    learnt,
    completed: [],
    components: [...components.values()].map((component) =>
      planComponent(catalogue, component, onlyAcquisition || component.acquisition),
    ),
    currency,
    convertMoney: catalogue.currencies.some((code) => code !== currency),
    catalogue,
    notes: [],
  }
}
