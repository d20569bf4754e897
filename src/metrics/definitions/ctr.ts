import { delivery, type RatioMetric } from '../metric.ts'

export const ctr: RatioMetric = {
  kind: 'ratio',
  name: 'ctr',
  label: 'CTR',
  description: 'Clicks per impression.',
  synonyms: ['click_through_rate'],
  unit: 'share',
  higherIsBetter: true,
  numerator: delivery('clicks'),
  denominator: delivery('impressions'),
  scale: 1,
  family: 'binomial',
}
