import type { Connector } from '#connectors/kit/connector-declaration.ts'
import { applovinApi } from './api.ts'
import { assets } from './exports/assets.ts'
import { report } from './exports/report.ts'

/** AppLovin AppDiscovery, sold as Axon. */
export const applovin: Connector = {
  source: 'applovin',
  label: 'AppLovin',
  kind: 'network',
  aliases: ['applovin_int', 'AppLovin Axon', 'Axon', 'AppDiscovery', 'app_lovin'],
  refetchDays: 44,
  layouts: [report, assets],
  api: applovinApi,
}
