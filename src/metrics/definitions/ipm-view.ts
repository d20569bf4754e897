import { delivery, outcomeOf, type RatioMetric } from '../metric.ts'

export const ipmView: RatioMetric = {
  kind: 'ratio',
  name: 'ipm_view',
  label: 'View-through IPM',
  description: 'Installs after a view, without a click, per thousand impressions.',
  synonyms: ['view_through_ipm'],
  unit: 'per_mille',
  higherIsBetter: true,
  numerator: outcomeOf('install', 'view'),
  denominator: delivery('impressions'),
  scale: 1000,
  family: 'binomial',
}
