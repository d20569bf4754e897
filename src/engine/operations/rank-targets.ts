import type { RankedPlace } from '#analyses/evidence/row-targets.ts'
import { type Filter, findMetric, type MetricContext } from '#metrics/index.ts'
import type { RankTarget } from '#schema/answer/rank-answer.ts'
import type { Store } from '../store.ts'

/** Names of the metrics whose targets decide a ranking by this event, with what they are about. */
function decidingMetrics(event: string): ReadonlyMap<string, Pick<RankTarget, 'metric' | 'label'>> {
  const perMille = event === 'install' ? 'IPM' : `${event} ‰`
  const cost = event === 'install' ? 'CPI' : `cost per ${event}`
  const rates = [`conversions_per_mille.${event}`, ...(event === 'install' ? ['ipm'] : [])]
  const costs = [`cpa.${event}`, ...(event === 'install' ? ['cpi'] : [])]
  return new Map<string, Pick<RankTarget, 'metric' | 'label'>>([
    ...rates.map((name) => [name, { metric: 'rate', label: perMille }] as const),
    ...costs.map((name) => [name, { metric: 'cost', label: cost }] as const),
  ])
}

/** The targets of permille.yaml a ranking by this event is decided against; throws on a metric nobody knows. */
export function rankTargets(store: Store, event: string, { names }: MetricContext): RankTarget[] {
  const deciding = decidingMetrics(event)
  return store.targets.flatMap(({ metric, value, app, os = null, country = null, network }) => {
    findMetric(metric, names)
    const known = deciding.get(metric)
    if (known === undefined) return []
    const key = network === undefined ? null : store.networkOf(network)
    return [{ ...known, value, app: app === undefined ? null : store.appOf(app), os, country, network: key }]
  })
}

function onlyValue(where: readonly Filter[], dimension: string): string | null {
  for (const filter of where) {
    if ('all' in filter) {
      const found = onlyValue(filter.all, dimension)
      if (found !== null) return found
    }
    if (!('dimension' in filter) || filter.dimension !== dimension || filter.operator !== '=') continue
    const [value = null] = filter.values
    if (filter.values.length === 1) return value
  }
  return null
}

/** What the question says of every row: the app, OS and country it is limited to, or the only app there is. */
export function rankedPlace(by: string, where: readonly Filter[], { catalogue }: MetricContext): RankedPlace {
  const apps = new Set(catalogue.slices.map(({ app }) => app))
  const [onlyApp = null] = apps
  const asked = onlyValue(where, 'app')
  return {
    by,
    app:
      (asked === null ? null : (catalogue.appNames.get(asked.toLowerCase()) ?? asked)) ??
      (apps.size === 1 ? onlyApp : null),
    os: onlyValue(where, 'os'),
    country: onlyValue(where, 'country'),
  }
}
