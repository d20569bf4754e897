import { delivery, type RatioMetric } from '../metric.ts'

export const ecpm: RatioMetric = {
  kind: 'ratio',
  name: 'ecpm',
  label: 'eCPM',
  description: 'Spend per thousand impressions, as networks that bill installs call it.',
  synonyms: ['effective_cpm'],
  unit: 'money_per_mille',
  higherIsBetter: null,
  numerator: delivery('spend'),
  denominator: delivery('impressions'),
  scale: 1000,
  family: 'ratio',
}
