import { delivery, type EventMetric, outcome } from '../metric.ts'

export const conversionsPerMille: EventMetric = (event) => ({
  kind: 'ratio',
  name: 'conversions_per_mille',
  label: 'Conversions per mille',
  description: 'Conversions of one event per thousand impressions.',
  synonyms: [],
  unit: 'per_mille',
  higherIsBetter: true,
  numerator: outcome(event),
  denominator: delivery('impressions'),
  scale: 1000,
  family: 'binomial',
})
