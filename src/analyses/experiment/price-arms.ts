import type { PlannedPrice } from '#schema/answer/test-plan-answer.ts'
import { detectableLift, planExperiment } from '#stats/index.ts'

/** What a planned test rests on. */
export interface PricedPlan {
  /** Arms with their shares of impressions, the control first. */
  readonly arms: readonly { readonly arm: string; readonly share: number }[]
  /** Conversions of the control per thousand impressions. */
  readonly perMille: number
  readonly cpm: number | null
  /** Impressions of all arms together in a day. */
  readonly dailyImpressions: number | null
  readonly lift: number
  readonly alpha: number
  readonly power: number
  readonly dispersion: number
  /** Days a test runs at least, and days that are cut out at its start. */
  readonly minimumDays: number
  readonly explorationDays: number
}

export interface ArmPrices {
  readonly fixedHorizon: PlannedPrice
  readonly declaredHorizon: PlannedPrice
  readonly peekSafe: PlannedPrice
}

const DECLARED_HORIZON = 1.07

/** Share of the control, and of the smallest other arm over it: the arm that takes longest. */
function sharesOf({ arms }: PricedPlan) {
  const control = arms[0]?.share ?? 1
  return { control, allocation: Math.min(...arms.slice(1).map(({ share }) => share)) / control }
}

function priceOf(controlConversions: number, plan: PricedPlan): PlannedPrice {
  const { arms, perMille, cpm, dailyImpressions, minimumDays, explorationDays } = plan
  const total = (controlConversions * 1000) / perMille / sharesOf(plan).control
  const priced = arms.map(({ arm, share }) => {
    const impressions = Math.ceil(total * share - 1e-6)
    return { arm, impressions, installs: Math.ceil((impressions * perMille) / 1000 - 1e-6) }
  })
  const impressions = priced.reduce((sum, arm) => sum + arm.impressions, 0)
  return {
    arms: priced,
    impressions,
    spend: cpm === null ? null : (impressions * cpm) / 1000,
    days:
      dailyImpressions === null
        ? null
        : explorationDays + Math.max(minimumDays, Math.ceil(impressions / dailyImpressions)),
  }
}

/** What each way to read a planned test costs, at the designed shares. */
export function priceArms(plan: PricedPlan): ArmPrices {
  const { lift, alpha, power, dispersion, arms } = plan
  const { allocation } = sharesOf(plan)
  const size = planExperiment({ lift, alpha, power, phi: dispersion, arms: arms.length, allocation })
  return {
    fixedHorizon: priceOf(size.controlConversions, plan),
    declaredHorizon: priceOf(size.declaredHorizonConversions, plan),
    peekSafe: priceOf(size.peekSafeConversions, plan),
  }
}

/** The smallest lift found, read at declared looks, in that many days; `null` where the pace is not known. */
export function liftFoundIn(days: number, plan: PricedPlan): number | null {
  const { arms, perMille, dailyImpressions, alpha, power, dispersion, explorationDays } = plan
  const counted = days - explorationDays
  if (dailyImpressions === null || counted <= 0) return null
  const { control, allocation } = sharesOf(plan)
  const conversions = (counted * dailyImpressions * control * perMille) / 1000
  const options = { alpha, power, phi: dispersion, arms: arms.length, allocation }
  return detectableLift(conversions / DECLARED_HORIZON, options)
}
