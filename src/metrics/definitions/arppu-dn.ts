import { type CohortMetric, cohortOutcome, whereReached } from '../metric.ts'

export const arppuOfCohort: CohortMetric = (day) => {
  const revenue = cohortOutcome('revenue', 'value', day)
  return {
    kind: 'ratio',
    name: `arppu_d${day}`,
    label: `ARPPU D${day}`,
    description: `Revenue to day ${day} per user who bought something by then.`,
    synonyms: [],
    unit: 'money_per_count',
    higherIsBetter: true,
    numerator: revenue,
    denominator: whereReached(cohortOutcome('purchase', 'unique', day), revenue),
    scale: 1,
    family: 'ratio',
  }
}
