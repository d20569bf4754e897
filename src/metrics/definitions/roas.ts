import { delivery, outcome, type RatioMetric } from '../metric.ts'

export const roas: RatioMetric = {
  kind: 'ratio',
  name: 'roas',
  label: 'ROAS',
  description: 'Revenue per unit of spend.',
  synonyms: ['return_on_ad_spend'],
  unit: 'ratio',
  higherIsBetter: true,
  numerator: outcome('revenue', 'value'),
  denominator: delivery('spend'),
  scale: 1,
  family: 'ratio',
}
