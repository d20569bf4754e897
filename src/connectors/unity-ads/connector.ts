import type { Connector } from '#connectors/kit/connector-declaration.ts'
import { unityAdsApi } from './api.ts'
import { acquisitions } from './exports/acquisitions.ts'

/** Unity Ads user acquisition. */
export const unityAds: Connector = {
  source: 'unity-ads',
  label: 'Unity Ads',
  kind: 'network',
  aliases: ['unityads_int', 'Unity', 'Unity Ads (Unity)', 'unity_ads', 'UnityAds'],
  refetchDays: 28,
  layouts: [acquisitions],
  api: unityAdsApi,
}
