import type { Catalogue, CataloguedLoad } from './catalogue.ts'
import { findMetric, type MetricNames } from './find-metric.ts'
import { findGrouping } from './grouping.ts'
import type { Metric } from './metric.ts'
import { type Component, componentKey, componentsOf } from './metric.ts'
import type { Plan, PlannedComponent, Variant } from './plan.ts'
import type { Query } from './query.ts'
import { resolveRange } from './resolve-range.ts'

function viaOf(load: CataloguedLoad, basis: string): Variant['via'] {
  return load.sourceKind === 'mmp' && basis === 'network' ? 'aggregator' : 'source'
}

function deliveryVariants(catalogue: Catalogue, measure: string): readonly Variant[] {
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
      exclusions: [],
    }
  })
}

function outcomeVariants(
  catalogue: Catalogue,
  component: Component & { from: 'outcome' },
): readonly Variant[] {
  const counting = component.part === 'unique' ? 'unique' : 'every'
  const wanted = (kind: { event: string; counting: string }) =>
    kind.event === component.event && kind.counting === counting
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
      kinds: [...new Set(members.map(({ kind }) => kind.kind))],
      exclusions: [],
    }
  })
}

function planComponent(catalogue: Catalogue, component: Component): PlannedComponent {
  return {
    key: componentKey(component),
    component,
    variants:
      component.from === 'delivery'
        ? deliveryVariants(catalogue, component.measure)
        : outcomeVariants(catalogue, component),
  }
}

/** The plan of a query before any rewrite: names, range and the rows that could answer. */
export function buildPlan(
  query: Query,
  catalogue: Catalogue,
  names: MetricNames,
  currency: string | null,
): Plan {
  const metrics = query.metrics.map((name) => findMetric(name, names))
  const having = query.having.map((condition) => ({
    ...condition,
    resolved: findMetric(condition.metric, names),
  }))
  const components = new Map<string, Component>()
  const all: readonly Metric[] = [...metrics, ...having.map(({ resolved }) => resolved)]
  for (const metric of all) {
    for (const component of componentsOf(metric)) components.set(componentKey(component), component)
  }
  return {
    query,
    metrics,
    groupings: query.by.map(findGrouping),
    filters: query.where.map((filter) => ({ filter, grouping: findGrouping(filter.dimension) })),
    having,
    range: resolveRange(query, catalogue),
    components: [...components.values()].map((component) => planComponent(catalogue, component)),
    currency,
    convertMoney: catalogue.currencies.some((code) => code !== currency),
    catalogue,
    notes: [],
  }
}
