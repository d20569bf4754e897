import { normalCdf, normalQuantile } from '../special/normal.ts'

export interface PlanInput {
  /** Smallest relative lift of an arm over the control that the test must see (0.2 = 20 %). */
  readonly lift: number
  readonly power?: number
  /** Two-sided error rate over all arms. Default 0.05. */
  readonly alpha?: number
  /** Arms with the control. Default 2. */
  readonly arms?: number
  /** Impressions of an arm ÷ impressions of the control. Default 1. */
  readonly allocation?: number
  readonly phi?: number
}

export interface Plan {
  /** Conversions of the control for a test read once at the end. */
  readonly controlConversions: number
  /** The same for a test that may be read every day (× 1.7 at 28 looks), and for looks with a declared end (× 1.07). */
  readonly peekSafeConversions: number
  readonly declaredHorizonConversions: number
  /** Impressions of the control, of one arm and of all, for the peek-safe reading. */
  readonly impressions: { readonly control: number; readonly arm: number; readonly total: number } | null
}

const PEEK_SAFE = 1.7
const DECLARED_HORIZON = 1.07

/** Conversions the control needs, rounded up (log-ratio of two Poisson counts, Bonferroni over arms). */
export function sampleSize(input: PlanInput): number {
  return Math.ceil(exactSampleSize(input) - 1e-9)
}

/** What a test costs; impressions need the control's rate. */
export function planExperiment(input: PlanInput, baselineRate?: number): Plan {
  const size = exactSampleSize(input)
  const peekSafe = Math.ceil(size * PEEK_SAFE)
  const arms = input.arms ?? 2
  let impressions: Plan['impressions'] = null
  if (baselineRate !== undefined && baselineRate > 0) {
    const control = Math.ceil(peekSafe / baselineRate)
    const arm = Math.ceil(control * (input.allocation ?? 1))
    impressions = { control, arm, total: control + arm * (arms - 1) }
  }
  return {
    controlConversions: sampleSize(input),
    peekSafeConversions: peekSafe,
    declaredHorizonConversions: Math.ceil(size * DECLARED_HORIZON),
    impressions,
  }
}

/** Power of a fixed-horizon test with that many conversions of the control: the plan's formula solved for power. */
export function powerOf(controlConversions: number, input: PlanInput): number {
  const noise = noisePerConversion(input)
  return normalCdf(
    (Math.abs(Math.log1p(input.lift)) * Math.sqrt(controlConversions)) / Math.sqrt(noise) -
      criticalValue(input),
  )
}

/** Smallest lift seen with the wanted power at that many conversions of the control: the plan's formula solved for the lift. */
export function detectableLift(controlConversions: number, input: Omit<PlanInput, 'lift'>): number {
  let low = 1e-6
  let high = 1e6
  for (let step = 0; step < 200 && high / low > 1 + 1e-10; step++) {
    const lift = Math.sqrt(low * high)
    if (exactSampleSize({ ...input, lift }) > controlConversions) low = lift
    else high = lift
  }
  return high
}

function exactSampleSize(input: PlanInput): number {
  const z = criticalValue(input) + normalQuantile(input.power ?? 0.8)
  return (noisePerConversion(input) * z * z) / Math.log1p(input.lift) ** 2
}

function noisePerConversion(input: PlanInput): number {
  return (input.phi ?? 1) * (1 + 1 / ((1 + input.lift) * (input.allocation ?? 1)))
}

function criticalValue(input: PlanInput): number {
  return normalQuantile(1 - (input.alpha ?? 0.05) / (2 * ((input.arms ?? 2) - 1)))
}
