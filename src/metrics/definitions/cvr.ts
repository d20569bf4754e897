import { delivery, type EventMetric, outcome } from '../metric.ts'

export const cvr: EventMetric = (event) => ({
  kind: 'ratio',
  name: 'cvr',
  label: 'CVR',
  description: 'Conversions of one event per click.',
  synonyms: ['click_to_conversion_rate'],
  unit: 'share',
  higherIsBetter: true,
  numerator: outcome(event),
  denominator: delivery('clicks'),
  scale: 1,
  family: 'binomial',
})
