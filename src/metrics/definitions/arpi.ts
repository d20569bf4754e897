import { outcome, type RatioMetric } from '../metric.ts'

export const arpi: RatioMetric = {
  kind: 'ratio',
  name: 'arpi',
  label: 'ARPI',
  description: 'Revenue per install.',
  synonyms: ['revenue_per_install'],
  unit: 'money_per_count',
  higherIsBetter: true,
  numerator: outcome('revenue', 'value'),
  denominator: outcome('install'),
  scale: 1,
  family: 'ratio',
}
