import type { Row } from './random-rows.test-support.ts'

type Sum = (amount: 'impressions' | 'clicks' | 'spend' | 'installs' | 'purchases') => number

const ratio = (above: number, below: number) => (below === 0 ? null : above / below)
/** Metrics by plain arithmetic over sums. */
export const METRICS: Readonly<Record<string, (sum: Sum) => number | null>> = {
  impressions: (sum) => sum('impressions'),
  clicks: (sum) => sum('clicks'),
  spend: (sum) => sum('spend'),
  installs: (sum) => sum('installs'),
  'event.purchase': (sum) => sum('purchases'),
  ipm: (sum) => ratio(1000 * sum('installs'), sum('impressions')),
  ctr: (sum) => ratio(sum('clicks'), sum('impressions')),
  cpm: (sum) => ratio(1000 * sum('spend'), sum('impressions')),
  cpi: (sum) => ratio(sum('spend'), sum('installs')),
  cpc: (sum) => ratio(sum('spend'), sum('clicks')),
  'cpa.purchase': (sum) => ratio(sum('spend'), sum('purchases')),
  'cvr.purchase': (sum) => ratio(sum('purchases'), sum('clicks')),
  'conversions_per_mille.purchase': (sum) => ratio(1000 * sum('purchases'), sum('impressions')),
  actions: (sum) => 2 * sum('clicks') + sum('installs'),
  action_cost: (sum) => ratio(0.5 * sum('spend'), 2 * sum('clicks') + sum('installs')),
  margin: (sum) => {
    const share = ratio(sum('installs'), sum('clicks'))
    return share === null ? null : 1 - share
  },
}
/** The settings of a project that has its own ones among them. */
export const BASE = `name: random
currency: USD
metrics:
  actions: { formula: 2 * clicks + installs }
  action_cost: { formula: 0.5 * spend / actions }
  margin: { formula: 1 - installs / clicks }
`

/** What a metric is over rows; `null` over none. */
export function evaluate(all: readonly Row[], metric: string): number | null {
  if (all.length === 0) return null
  return METRICS[metric]?.((amount) => all.reduce((total, row) => total + row[amount], 0)) ?? null
}
