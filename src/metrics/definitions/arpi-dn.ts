import { type CohortMetric, cohortOutcome, outcome, whereReached } from '../metric.ts'

export const arpiOfCohort: CohortMetric = (day) => {
  const revenue = cohortOutcome('revenue', 'value', day)
  return {
    kind: 'ratio',
    name: `arpi_d${day}`,
    label: `ARPI D${day}`,
    description: `Revenue to day ${day} per install.`,
    synonyms: [`ltv_d${day}`, `arpu_d${day}`],
    unit: 'money_per_count',
    higherIsBetter: true,
    numerator: revenue,
    denominator: whereReached(outcome('install'), revenue),
    scale: 1,
    family: 'ratio',
  }
}
