import type { Connector } from '#connectors/kit/connector-declaration.ts'
import { tiktokApi } from './api.ts'
import { adsManager } from './exports/ads-manager.ts'
import { apiReport } from './exports/api-report.ts'

/** TikTok for Business, Pangle inventory included. */
export const tiktok: Connector = {
  source: 'tiktok',
  label: 'TikTok',
  kind: 'network',
  aliases: [
    'tiktokglobal_int',
    'bytedanceglobal_int',
    'TikTok Ads',
    'TikTok for Business',
    'TikTok SAN',
    'tiktok_int',
    'tiktok_ads',
    'Bytedance Global',
    'TikTok For Business (SAN)',
  ],
  refetchDays: 28,
  layouts: [adsManager, apiReport],
  api: tiktokApi,
}
