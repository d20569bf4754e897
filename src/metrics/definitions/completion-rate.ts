import { delivery, type RatioMetric } from '../metric.ts'

export const completionRate: RatioMetric = {
  kind: 'ratio',
  name: 'completion_rate',
  label: 'Completion rate',
  description: 'Share of impressions whose video was watched to the end.',
  synonyms: ['completion', 'vcr'],
  unit: 'share',
  higherIsBetter: true,
  numerator: delivery('video_100'),
  denominator: delivery('impressions'),
  scale: 1,
  family: 'binomial',
}
