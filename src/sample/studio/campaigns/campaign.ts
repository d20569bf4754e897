import type { OperatingSystem, StudioApp } from '../catalogue/apps.ts'
import type { Country } from '../catalogue/countries.ts'
import type { StudioNetwork } from '../catalogue/networks.ts'
import type { Creative } from '../creatives/creative.ts'

export interface Named {
  readonly id: string
  readonly name: string
}

/** One creative in one campaign. */
export interface Ad {
  readonly creative: Creative
  /** The network's own id of the creative, the same in all its campaigns. */
  readonly creativeId: string
  /** `null` on networks that report no such level. */
  readonly adGroup: Named | null
  readonly ad: Named | null
}

/** Acquisition of one app on one OS in the countries of one tier on one network. */
export interface Campaign extends Named {
  readonly network: StudioNetwork
  readonly app: StudioApp
  readonly os: OperatingSystem
  readonly goal: 'installs' | 'purchase value'
  readonly countries: readonly Country[]
  readonly ads: readonly Ad[]
}
