import type { Connector } from '#connectors/kit/connector-declaration.ts'
import { appleAdsApi } from './api.ts'
import { apiReport } from './exports/api-report.ts'
import { dashboard } from './exports/dashboard.ts'

/** Apple Ads, formerly Apple Search Ads. */
export const appleAds: Connector = {
  source: 'apple-ads',
  label: 'Apple Ads',
  kind: 'network',
  aliases: [
    'Apple Search Ads',
    'apple_search_ads',
    'ASA',
    'AppleSearchAds',
    'Apple Search Ads (iAd)',
    'apple_ads',
    'Apple Search',
  ],
  refetchDays: 30,
  layouts: [dashboard, apiReport],
  api: appleAdsApi,
}
