import { delivery, type EventMetric, outcomeOf } from '../metric.ts'

export const cvrClick: EventMetric = (event) => ({
  kind: 'ratio',
  name: 'cvr_click',
  label: 'Click-through CVR',
  description: 'Conversions of one event after a click per click.',
  synonyms: ['click_through_cvr'],
  unit: 'share',
  higherIsBetter: true,
  numerator: outcomeOf(event, 'click'),
  denominator: delivery('clicks'),
  scale: 1,
  family: 'binomial',
})
