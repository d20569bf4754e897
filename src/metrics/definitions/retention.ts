import { type CohortMetric, cohortOutcome, outcome, whereReached } from '../metric.ts'

interface Definition {
  readonly name: string
  readonly label: string
  /** Landed event that counts the users. */
  readonly event: string
  readonly opened: (day: number) => string
}

function retentionBy({ name, label, event, opened }: Definition): CohortMetric {
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

/** Classic: exactly on that day. */
export const retention = retentionBy({
  name: 'retention',
  label: 'Retention',
  event: 'retained',
  opened: (day) => `exactly on day ${day}`,
})

/** Rolling: on that day or any later one. */
export const retentionRolling = retentionBy({
  name: 'retention_rolling',
  label: 'Rolling retention',
  event: 'retained_rolling',
  opened: (day) => `on day ${day} or later`,
})

/** Bracket: on any day from the first up to that one. */
export const retentionBracket = retentionBy({
  name: 'retention_bracket',
  label: 'Bracket retention',
  event: 'retained_bracket',
  opened: (day) => `on any day from 1 to ${day}`,
})
