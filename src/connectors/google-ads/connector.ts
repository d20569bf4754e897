import type { Connector } from '#connectors/kit/connector-declaration.ts'
import { googleAdsApi } from './api.ts'
import { apiReport } from './exports/api-report.ts'
import { assets } from './exports/assets.ts'
import { campaigns } from './exports/campaigns.ts'

/** Google Ads, App campaigns above all. */
export const googleAds: Connector = {
  source: 'google-ads',
  label: 'Google Ads',
  kind: 'network',
  aliases: [
    'googleadwords_int',
    'Google AdWords',
    'AdWords',
    'Google',
    'Google Ads ACI',
    'Google Ads ACE',
    'Google Ads UAC',
    'Google Ads Search',
    'Google Ads YouTube',
    'Google UAC',
    'Google Universal App Campaigns',
    'google_ads',
    'googleads',
  ],
  refetchDays: 30,
  layouts: [campaigns, assets, apiReport],
  api: googleAdsApi,
}
