import { delivery, type SumMetric } from '../metric.ts'

export const clicks: SumMetric = {
  kind: 'sum',
  name: 'clicks',
  label: 'Clicks',
  description: 'How often ads were clicked.',
  synonyms: ['link_clicks', 'taps'],
  unit: 'count',
  higherIsBetter: null,
  of: delivery('clicks'),
}
