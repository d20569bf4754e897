import { type CohortMetric, cohortOutcome, outcome, whereReached } from '../metric.ts'

export const payerRateOfCohort: CohortMetric = (day) => {
  const payers = cohortOutcome('purchase', 'unique', day)
  return {
    kind: 'ratio',
    name: `payer_rate_d${day}`,
    label: `Payer rate D${day}`,
    description: `Share of installs that bought something by day ${day}.`,
    synonyms: [],
    unit: 'share',
    higherIsBetter: true,
    numerator: payers,
    denominator: whereReached(outcome('install'), payers),
    scale: 1,
    family: 'binomial',
  }
}
