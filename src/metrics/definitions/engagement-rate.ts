import { delivery, type RatioMetric } from '../metric.ts'

export const engagementRate: RatioMetric = {
  kind: 'ratio',
  name: 'engagement_rate',
  label: 'Engagement rate',
  description: 'Engagements per impression.',
  synonyms: [],
  unit: 'share',
  higherIsBetter: true,
  numerator: delivery('engagements'),
  denominator: delivery('impressions'),
  scale: 1,
  family: 'poisson',
}
