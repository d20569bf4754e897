import type { ExportLayout } from '#connectors/kit/export-layout.ts'
import { AGGREGATE, AGGREGATE_METRICS } from './aggregate-columns.ts'

/** Partners report asked for with the Facebook category: ad sets and ads instead of media sources. */
export const facebookAdSets: ExportLayout = {
  ...AGGREGATE,
  id: 'facebook-ad-sets',
  label: 'Partners, Facebook category',
  signature: {
    required: ['ad_group_id', 'installs'],
    distinctive: ['Adset Id', 'Adgroup Id', 'Adgroup Name', 'Average eCPI'],
    forbidden: ['Campaign (c)', 'Ad Id', 'Install Time'],
  },
  columns: [
    { field: 'day', headers: ['Date'] },
    { field: 'country', headers: ['Country'] },
    { field: 'tag.agency', headers: ['Agency/PMD (af_prt)'] },
    { field: 'network', headers: ['Media Source (pid)', 'Media Source'] },
    { field: 'campaign', headers: ['Campaign Name'] },
    { field: 'campaign_id', headers: ['Campaign Id'] },
    { field: 'ad_group', headers: ['Adset Name'] },
    { field: 'ad_group_id', headers: ['Adset Id'] },
    { field: 'ad', headers: ['Adgroup Name'] },
    { field: 'ad_id', headers: ['Adgroup Id'] },
    ...AGGREGATE_METRICS,
  ],
  constants: { network: 'Facebook Ads' },
}
