import {
  fixedHorizonReading,
  isComputed,
  type PairedCell,
  peekSafeReading,
  type RandomGenerator,
} from '#stats/index.ts'
import { randomParts, randomShare, type Traffic } from './random-share.ts'

const LIFT = 0.2

/** Shares of pairs without any difference in which a way of reading them finds one. */
export interface ErrorRates {
  readonly pairs: number
  /** p < 0.05 when read once, at the end. */
  readonly once: number
  /** p < 0.05 at some look: what looking daily does to a reading meant for the end. */
  readonly anyLook: number
  /** e ≥ 20 at some look. */
  readonly peekSafe: number
}

function isSignificant(cells: readonly PairedCell[]): boolean {
  const reading = fixedHorizonReading(cells)
  return isComputed(reading) && reading.pValue < 0.05
}

/** How often random halves of an arm, whose traffic is dealt over so many days, are told apart. */
export function errorsWithoutDifference(
  arms: readonly Traffic[],
  days: number,
  random: RandomGenerator,
): ErrorRates {
  const found = { once: 0, anyLook: 0, peekSafe: 0 }
  for (const arm of arms) {
    const { sample, rest } = randomShare(arm, 0.5, random)
    const second = randomParts(rest, days, random)
    const cells = randomParts(sample, days, random).map((part, day) => ({
      firstConversions: part.clicks,
      secondConversions: second[day]?.clicks ?? 0,
      firstExposure: part.impressions,
      secondExposure: second[day]?.impressions ?? 0,
    }))
    const looks = cells.map((_, day) => cells.slice(0, day + 1))
    found.once += Number(isSignificant(cells))
    found.anyLook += Number(looks.some(isSignificant))
    found.peekSafe += Number(looks.some((seen) => peekSafeReading(seen, { lift: LIFT }).eValue >= 20))
  }
  const share = (count: number) => count / arms.length
  return {
    pairs: arms.length,
    once: share(found.once),
    anyLook: share(found.anyLook),
    peekSafe: share(found.peekSafe),
  }
}
