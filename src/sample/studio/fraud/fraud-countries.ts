import type { Country } from '../catalogue/countries.ts'
import { NETWORKS } from '../catalogue/networks.ts'
import type { StudioConfig } from '../config.ts'

/** Countries in which the fraudulent site's network buys for the app it harms. */
export function fraudCountries({ fraud }: StudioConfig): readonly Country[] {
  const network = NETWORKS.find(({ source }) => source === fraud.source)
  return network?.slots.find((slot) => slot.app === fraud.app && slot.os === fraud.os)?.countries ?? []
}
