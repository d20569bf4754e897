import { delivery, type EventMetric, outcome } from '../metric.ts'

export const conversionPerImpression: EventMetric = (event) => ({
  kind: 'ratio',
  name: 'conversion_per_impression',
  label: 'Conversions per impression',
  description: 'Conversions of one event per impression.',
  synonyms: ['conversion_rate_per_impression'],
  unit: 'share',
  higherIsBetter: true,
  numerator: outcome(event),
  denominator: delivery('impressions'),
  scale: 1,
  family: 'binomial',
})
