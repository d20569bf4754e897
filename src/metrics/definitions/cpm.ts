import { delivery, type RatioMetric } from '../metric.ts'

export const cpm: RatioMetric = {
  kind: 'ratio',
  name: 'cpm',
  label: 'CPM',
  description: 'Spend per thousand impressions.',
  synonyms: ['cost_per_mille'],
  unit: 'money_per_mille',
  higherIsBetter: false,
  numerator: delivery('spend'),
  denominator: delivery('impressions'),
  scale: 1000,
  family: 'ratio',
}
