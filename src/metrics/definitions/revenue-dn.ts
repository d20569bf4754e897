import { type CohortMetric, cohortOutcome } from '../metric.ts'

export const revenueOfCohort: CohortMetric = (day) => ({
  kind: 'sum',
  name: `revenue_d${day}`,
  label: `Revenue D${day}`,
  description: `What users earned from their install to day ${day} of their life.`,
  synonyms: [],
  unit: 'money',
  higherIsBetter: true,
  of: cohortOutcome('revenue', 'value', day),
})
