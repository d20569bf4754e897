import type { Connector } from '#connectors/kit/connector-declaration.ts'
import { snapchatApi } from './api.ts'
import { adsManager } from './exports/ads-manager.ts'
import { apiReport } from './exports/api-report.ts'

/** Snapchat ads. */
export const snapchat: Connector = {
  source: 'snapchat',
  label: 'Snapchat',
  kind: 'network',
  aliases: ['snapchat_int', 'Snapchat Ads', 'Snap', 'Snapchat Installs', 'snapchat_ads', 'Snap Ads'],
  refetchDays: 28,
  layouts: [adsManager, apiReport],
  api: snapchatApi,
}
