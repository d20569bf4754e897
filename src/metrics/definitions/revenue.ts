import { outcome, type SumMetric } from '../metric.ts'

export const revenue: SumMetric = {
  kind: 'sum',
  name: 'revenue',
  label: 'Revenue',
  description: 'What the users earned so far, by the source that answers.',
  synonyms: ['sales'],
  unit: 'money',
  higherIsBetter: true,
  of: outcome('revenue', 'value'),
}
