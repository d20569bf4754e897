import { delivery, outcome, type RatioMetric } from '../metric.ts'

export const cpi: RatioMetric = {
  kind: 'ratio',
  name: 'cpi',
  label: 'CPI',
  description: 'Spend per install.',
  synonyms: ['ecpi', 'cost_per_install'],
  unit: 'money_per_count',
  higherIsBetter: false,
  numerator: delivery('spend'),
  denominator: outcome('install'),
  scale: 1,
  family: 'ratio',
}
