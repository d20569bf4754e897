import { delivery, outcome, type RatioMetric } from '../metric.ts'

export const ipm: RatioMetric = {
  kind: 'ratio',
  name: 'ipm',
  label: 'IPM',
  description: 'Installs per thousand impressions.',
  synonyms: ['installs_per_mille'],
  unit: 'per_mille',
  higherIsBetter: true,
  numerator: outcome('install'),
  denominator: delivery('impressions'),
  scale: 1000,
  family: 'binomial',
}
