import { type OperatingSystem, OS_EFFECTS } from '../catalogue/apps.ts'
import { COUNTRIES, type Country } from '../catalogue/countries.ts'
import type { StudioNetwork } from '../catalogue/networks.ts'
import type { StudioConfig } from '../config.ts'

const IMPRESSIONS_A_DAY = 12_000

/** Impressions a campaign buys in a country on an average first day. */
export function plannedImpressions(
  config: StudioConfig,
  network: StudioNetwork,
  os: OperatingSystem,
  country: Country,
): number {
  const place = network.volume * OS_EFFECTS[os].volume * COUNTRIES[country].volume
  return IMPRESSIONS_A_DAY * config.volume * place
}
