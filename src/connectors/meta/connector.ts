import type { Connector } from '#connectors/kit/connector-declaration.ts'
import { metaApi } from './api.ts'
import { adsManager } from './exports/ads-manager.ts'
import { apiReport } from './exports/api-report.ts'

/** Meta ads: Facebook, Instagram, Messenger and Audience Network, bought in one place. */
export const meta: Connector = {
  source: 'meta',
  label: 'Meta',
  kind: 'network',
  aliases: [
    'Facebook Ads',
    'Facebook',
    'Meta ads',
    'Facebook Installs',
    'Instagram Installs',
    'Off-Facebook Installs',
    'Facebook Messenger Installs',
    'Facebook (Ad Spend)',
    'facebook_ads',
    'Instagram Ads',
    'FB',
  ],
  refetchDays: 28,
  layouts: [adsManager, apiReport],
  api: metaApi,
}
