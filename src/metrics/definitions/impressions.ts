import { delivery, type SumMetric } from '../metric.ts'

export const impressions: SumMetric = {
  kind: 'sum',
  name: 'impressions',
  label: 'Impressions',
  description: 'How often ads were shown.',
  synonyms: ['displays', 'impr', 'views_served'],
  unit: 'count',
  higherIsBetter: null,
  of: delivery('impressions'),
}
