import { drawGamma } from '../../random/gamma.ts'
import { drawPoisson } from '../../random/poisson.ts'
import type { Random } from '../../random/random.ts'
import { type OperatingSystem, OS_EFFECTS, type StudioApp } from '../catalogue/apps.ts'
import { COUNTRIES, type Country } from '../catalogue/countries.ts'
import { toCents } from '../rows/money.ts'

const SPENDING_SHAPE = 0.8

/** Days after the install by which a share of the 30-day revenue has come. */
export const COHORT_STEPS = [
  { day: 0, share: 0.3 },
  { day: 7, share: 0.38 },
  { day: 30, share: 0.32 },
] as const

/** Expected revenue of the first 30 days per install, USD. */
export function valuePerInstall(
  app: StudioApp,
  os: OperatingSystem,
  country: Country,
  factor: number,
): number {
  return app.value * OS_EFFECTS[os].value * COUNTRIES[country].value * factor
}

/** What a cohort bought since the step before. */
export interface Purchases {
  readonly cohortDay: number
  readonly count: number
  readonly value: number
}

/** Purchases of one day's installs, only those steps that lie within so many days. */
export function drawPurchases(
  random: Random,
  app: StudioApp,
  installs: number,
  valueEach: number,
  days: number,
): Purchases[] {
  return COHORT_STEPS.filter((step) => step.day <= days).flatMap(({ day, share }) => {
    const count = drawPoisson(random, (installs * valueEach * share) / app.price)
    if (count === 0) return []
    const value = (app.price * drawGamma(random, count * SPENDING_SHAPE)) / SPENDING_SHAPE
    return { cohortDay: day, count, value: toCents(value) }
  })
}
