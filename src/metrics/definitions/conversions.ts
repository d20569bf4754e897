import { type EventMetric, outcome } from '../metric.ts'

export const conversions: EventMetric = (event) => ({
  kind: 'sum',
  name: 'conversions',
  label: 'Conversions',
  description: 'How often one event happened; every time, not once per user.',
  synonyms: ['results', 'actions'],
  unit: 'count',
  higherIsBetter: true,
  of: outcome(event),
})
