import { outcome, type SumMetric } from '../metric.ts'

export const installs: SumMetric = {
  kind: 'sum',
  name: 'installs',
  label: 'Installs',
  description: 'First opens of the app, by the basis that answers.',
  synonyms: [],
  unit: 'count',
  higherIsBetter: true,
  of: outcome('install'),
}
