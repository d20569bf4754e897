import { outcome, type RatioMetric } from '../metric.ts'

export const ltv: RatioMetric = {
  kind: 'ratio',
  name: 'ltv',
  label: 'LTV to date',
  description: 'Revenue so far of the users who installed on these days, per install.',
  synonyms: ['ltv_to_date'],
  unit: 'money_per_count',
  higherIsBetter: true,
  numerator: outcome('revenue', 'value', 'to_date'),
  denominator: outcome('install'),
  scale: 1,
  family: 'ratio',
}
