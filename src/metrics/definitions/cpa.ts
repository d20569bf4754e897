import { delivery, type EventMetric, outcome } from '../metric.ts'

export const cpa: EventMetric = (event) => ({
  kind: 'ratio',
  name: 'cpa',
  label: 'CPA',
  description: 'Spend per conversion of one event.',
  synonyms: ['cost_per_action'],
  unit: 'money_per_count',
  higherIsBetter: false,
  numerator: delivery('spend'),
  denominator: outcome(event),
  scale: 1,
  family: 'ratio',
})
