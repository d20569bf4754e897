import { delivery, type RatioMetric } from '../metric.ts'

export const cpc: RatioMetric = {
  kind: 'ratio',
  name: 'cpc',
  label: 'CPC',
  description: 'Spend per click.',
  synonyms: ['cost_per_click'],
  unit: 'money_per_count',
  higherIsBetter: false,
  numerator: delivery('spend'),
  denominator: delivery('clicks'),
  scale: 1,
  family: 'ratio',
}
