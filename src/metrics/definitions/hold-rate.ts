import { delivery, type RatioMetric } from '../metric.ts'

export const holdRate: RatioMetric = {
  kind: 'ratio',
  name: 'hold_rate',
  label: 'Hold rate',
  description: 'Share of three-second views that reached fifteen seconds.',
  synonyms: [],
  unit: 'share',
  higherIsBetter: true,
  numerator: delivery('video_15s'),
  denominator: delivery('video_3s'),
  scale: 1,
  family: 'binomial',
}
