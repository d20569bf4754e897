import type { Connector } from '#connectors/kit/connector-declaration.ts'
import { pinterestApi } from './api.ts'
import { adsManager } from './exports/ads-manager.ts'
import { apiReport } from './exports/api-report.ts'

/** Pinterest promoted pins. */
export const pinterest: Connector = {
  source: 'pinterest',
  label: 'Pinterest',
  kind: 'network',
  aliases: ['pinterest_int', 'Pinterest Ads', 'pinterest_ads'],
  refetchDays: 30,
  layouts: [adsManager, apiReport],
  api: pinterestApi,
}
