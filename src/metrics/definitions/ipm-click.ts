import { delivery, outcomeOf, type RatioMetric } from '../metric.ts'

export const ipmClick: RatioMetric = {
  kind: 'ratio',
  name: 'ipm_click',
  label: 'Click-through IPM',
  description: 'Installs after a click per thousand impressions.',
  synonyms: ['click_through_ipm'],
  unit: 'per_mille',
  higherIsBetter: true,
  numerator: outcomeOf('install', 'click'),
  denominator: delivery('impressions'),
  scale: 1000,
  family: 'binomial',
}
