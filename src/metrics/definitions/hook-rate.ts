import { delivery, type RatioMetric } from '../metric.ts'

export const hookRate: RatioMetric = {
  kind: 'ratio',
  name: 'hook_rate',
  label: 'Hook rate',
  description: 'Share of impressions watched for three seconds.',
  synonyms: ['thumb_stop_rate'],
  unit: 'share',
  higherIsBetter: true,
  numerator: delivery('video_3s'),
  denominator: delivery('impressions'),
  scale: 1,
  family: 'binomial',
}
