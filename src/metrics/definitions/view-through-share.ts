import { type EventMetric, outcome, outcomeOf } from '../metric.ts'

export const viewThroughShare: EventMetric = (event) => ({
  kind: 'ratio',
  name: 'view_through_share',
  label: 'View-through share',
  description: 'Share of the conversions of one event that a view earned, without a click.',
  synonyms: ['view_share'],
  unit: 'share',
  higherIsBetter: null,
  numerator: outcomeOf(event, 'view'),
  denominator: outcome(event),
  scale: 1,
  family: 'binomial',
})
