import { COUNTRIES, type Country } from '../catalogue/countries.ts'
import { FORMATS } from '../catalogue/formats.ts'
import type { StudioConfig } from '../config.ts'
import type { Creative } from '../creatives/creative.ts'
import type { Stratum } from '../creatives/rate-book.ts'
import { dayIndexAt } from '../timeline.ts'
import type { World } from './world.ts'

const UNEXPLORED = 0.5
const MOVING_WEIGHT = 0.5

/** Factor on a creative's impressions in this country: below 1 where a moving creative is not wanted. */
export function shiftFactor(config: StudioConfig, creative: Creative, country: Country, day: number): number {
  if (creative.role !== 'moves-to-poor' && creative.role !== 'moves-to-good') return 1
  const { at, over, emphasis } = config.shift
  const moved = Math.min(1, Math.max(0, (day - dayIndexAt(config, at)) / over + 0.5))
  const towardsPoor = creative.role === 'moves-to-poor' ? 2 * moved - 1 : 1 - 2 * moved
  return MOVING_WEIGHT * emphasis ** (COUNTRIES[country].tier === 'GROW' ? towardsPoor : -towardsPoor)
}

/** A creative's claim on the impressions of the day: what the network believes about its rate. */
export function allocationWeight(
  { config, rates }: World,
  stratum: Stratum,
  creative: Creative,
  day: number,
): number {
  const format = FORMATS[creative.format]
  const rate = rates.fresh(creative, stratum) * rates.worn(creative, day - config.allocationLag)
  const quality = rate / (rates.reference(creative.app, stratum) * format.rate)
  const learnt = Math.min(1, (day - creative.launch) / config.explorationDays)
  const trust = UNEXPLORED + (1 - UNEXPLORED) * learnt
  return (
    format.weight *
    trust *
    quality ** (config.lean * learnt) *
    shiftFactor(config, creative, stratum.country, day)
  )
}
