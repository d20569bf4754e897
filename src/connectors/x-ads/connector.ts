import type { Connector } from '#connectors/kit/connector-declaration.ts'
import { xAdsApi } from './api.ts'
import { adsManager } from './exports/ads-manager.ts'
import { apiReport } from './exports/api-report.ts'

/** X Ads, formerly Twitter Ads. */
export const xAds: Connector = {
  source: 'x-ads',
  label: 'X Ads',
  kind: 'network',
  aliases: [
    'twitter',
    'twitter_int',
    'Twitter Ads',
    'X',
    'X Corp',
    'Twitter Installs',
    'twitter_ads',
    'x_ads',
    'twitterads',
    'X (Twitter)',
    'X (formerly Twitter)',
  ],
  refetchDays: 30,
  layouts: [adsManager, apiReport],
  api: xAdsApi,
}
