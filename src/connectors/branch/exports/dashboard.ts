import type { ExportLayout } from '#connectors/kit/export-layout.ts'

/** Table downloaded from the dashboard, with its unified counts. */
export const dashboard: ExportLayout = {
  id: 'dashboard',
  label: 'Dashboard',
  grain: 'aggregate',
  signature: {
    required: ['network', 'installs'],
    distinctive: ['Ad Partner', 'Unified Installs', 'Unified Opens', 'Unified Purchases', 'Unified Revenue'],
    forbidden: ['Media Source (pid)', 'campaign_network', 'adn_cost'],
  },
  columns: [
    { field: 'day', headers: ['Day', 'Date'] },
    { field: 'network', headers: ['Ad Partner'] },
    { field: 'campaign', headers: ['Campaign'] },
    { field: 'campaign_id', headers: ['Campaign ID'] },
    { field: 'ad_group', headers: ['Ad Set Name'] },
    { field: 'ad', headers: ['Ad Name'] },
    { field: 'creative', headers: ['Creative Name'] },
    { field: 'os', headers: ['Platform', 'OS'] },
    { field: 'country', headers: ['Country'] },
    { field: 'impressions', headers: ['Impressions'] },
    { field: 'clicks', headers: ['Clicks'] },
    { field: 'installs', headers: ['Unified Installs'] },
    { field: 'event.open', headers: ['Unified Opens'] },
    { field: 'event.purchase', headers: ['Unified Purchases'] },
    { field: 'value.revenue', headers: ['Unified Revenue'], dateBasis: 'event' },
    { field: 'spend', headers: ['Cost'], basis: 'network' },
  ],
  basis: 'mmp',
  attribution: 'all',
  dateBasis: 'install',
  currency: 'USD',
  ignored: ['CTR', 'CPM', 'CPC', 'CPI', 'CVR', 'ROAS', 'eCPI', 'ROI'],
}
