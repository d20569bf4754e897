import { componentKey, findMetric, isMoney, type MetricContext, type RatioMetric } from '#metrics/index.ts'
import { PermilleError } from '#schema/error.ts'
import type { CountedRate } from '../evidence/gather-evidence.ts'

/** A rate that elements may go with: what is counted, of what, and how its noise behaves. */
export interface AskedRate {
  readonly metric: RatioMetric
  readonly counted: CountedRate
  /** Whether it sums amounts, such as revenue, whose lumps are larger than 1. */
  readonly isAmount: boolean
}

/** The rate somebody asked for; throws `usage` for what is no rate of something wanted. */
export function askedRate(name: string, { names }: MetricContext): AskedRate {
  const metric = findMetric(name, names)
  if (
    metric.kind !== 'ratio' ||
    metric.higherIsBetter !== true ||
    (metric.denominator.from === 'outcome' && metric.denominator.part === 'value')
  )
    throw new PermilleError(
      'usage',
      `elements are read of rates of which more is better, not of ${metric.label}`,
      {
        remedy:
          'ask for ipm, ctr, cvr, arpi_d7, or another count or revenue per impression, click or install',
      },
    )
  const isSpend = metric.denominator.from === 'delivery' && metric.denominator.measure === 'spend'
  if (isSpend)
    throw new PermilleError(
      'usage',
      `${metric.label} depends on what impressions cost, which no element sets`,
      {
        remedy: 'ask for ipm, ctr, cvr or arpi_d7',
      },
    )
  return {
    metric,
    counted: {
      metric: metric.name,
      conversions: componentKey(metric.numerator),
      exposure: componentKey(metric.denominator),
    },
    isAmount: isMoney(metric.numerator),
  }
}
