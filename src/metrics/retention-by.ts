import { type CohortMetric, cohortOutcome, outcome, whereReached } from './metric.ts'

interface Definition {
  readonly name: string
  readonly label: string
  /** Landed event that counts the users. */
  readonly event: string
  readonly opened: (day: number) => string
}

/** Retention by one of its definitions. */
export function retentionBy({ name, label, event, opened }: Definition): CohortMetric {
  return (day) => {
    const retained = cohortOutcome(event, 'every', day)
    return {
      kind: 'ratio',
      name: `${name}_d${day}`,
      label: `${label} D${day}`,
      description: `Share of installs that opened the app ${opened(day)}.`,
      synonyms: [],
      unit: 'share',
      higherIsBetter: true,
      numerator: retained,
      denominator: whereReached(outcome('install'), retained),
      scale: 1,
      family: 'binomial',
    }
  }
}
