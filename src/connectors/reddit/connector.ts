import type { Connector } from '#connectors/kit/connector-declaration.ts'
import { redditApi } from './api.ts'
import { adsManager } from './exports/ads-manager.ts'
import { apiReport } from './exports/api-report.ts'

/** Reddit ads. */
export const reddit: Connector = {
  source: 'reddit',
  label: 'Reddit',
  kind: 'network',
  aliases: ['reddit_int', 'Reddit Ads', 'reddit_ads'],
  refetchDays: 28,
  layouts: [adsManager, apiReport],
  api: redditApi,
}
