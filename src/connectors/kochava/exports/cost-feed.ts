import type { ExportLayout } from '#connectors/kit/export-layout.ts'

/** Kochava Cost: what networks report of themselves. */
export const costFeed: ExportLayout = {
  id: 'cost-feed',
  label: 'Kochava Cost',
  grain: 'aggregate',
  signature: {
    required: ['network', 'spend'],
    distinctive: [
      'company_network_id',
      'partner_campaign_id',
      'partner_campaign_name',
      'total_spend',
      'total_installs',
    ],
  },
  columns: [
    { field: 'day', headers: ['date', 'day'] },
    { field: 'network', headers: ['network_name', 'company_network_id'] },
    { field: 'campaign', headers: ['partner_campaign_name'] },
    { field: 'campaign_id', headers: ['partner_campaign_id'] },
    { field: 'country', headers: ['country'] },
    { field: 'creative', headers: ['creative_name'] },
    { field: 'creative_id', headers: ['creative_id'] },
    { field: 'site', headers: ['site_name', 'site_id'] },
    { field: 'currency', headers: ['currency'] },
    { field: 'impressions', headers: ['total_impressions'] },
    { field: 'clicks', headers: ['total_clicks'] },
    { field: 'installs', headers: ['total_installs'] },
    { field: 'spend', headers: ['total_spend'] },
  ],
  basis: 'network',
  attribution: 'all',
  dateBasis: 'event',
}
