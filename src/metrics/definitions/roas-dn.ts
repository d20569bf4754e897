import { type CohortMetric, cohortOutcome, delivery, whereReached } from '../metric.ts'

export const roasOfCohort: CohortMetric = (day) => {
  const revenue = cohortOutcome('revenue', 'value', day)
  return {
    kind: 'ratio',
    name: `roas_d${day}`,
    label: `ROAS D${day}`,
    description: `Revenue to day ${day} per unit of spend on the day of the install.`,
    synonyms: [],
    unit: 'ratio',
    higherIsBetter: true,
    numerator: revenue,
    denominator: whereReached(delivery('spend'), revenue),
    scale: 1,
    family: 'ratio',
  }
}
