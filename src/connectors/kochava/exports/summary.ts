import type { ExportLayout } from '#connectors/kit/export-layout.ts'

/** Summary report of the API, as JSON. Its exact names are not public: an answer without installs is refused. */
export const summary: ExportLayout = {
  id: 'summary',
  label: 'Summary report',
  grain: 'aggregate',
  signature: {
    required: ['day', 'network', 'installs'],
    distinctive: ['installs_matched_to_clicks', 'tracker'],
  },
  columns: [
    { field: 'day', headers: ['permille day'] },
    { field: 'network', headers: ['network', 'network_name'] },
    { field: 'campaign', headers: ['campaign_name', 'campaign'] },
    { field: 'campaign_id', headers: ['campaign_id'] },
    { field: 'ad_group', headers: ['tracker_name', 'tracker'] },
    { field: 'ad_group_id', headers: ['tracker_id'] },
    { field: 'creative', headers: ['creative_name', 'creative'] },
    { field: 'creative_id', headers: ['creative_id'] },
    { field: 'country', headers: ['country', 'country_code'] },
    { field: 'site', headers: ['site_name', 'site', 'site_id'] },
    { field: 'impressions', headers: ['impressions', 'impression_count', 'total_impressions'] },
    { field: 'clicks', headers: ['clicks', 'click_count', 'total_clicks'] },
    { field: 'installs', headers: ['installs', 'install_count', 'total_installs'] },
    {
      field: 'spend',
      headers: ['network_spend_restated', 'network_spend', 'spend', 'total_spend'],
      basis: 'network',
    },
    { field: 'event.event', headers: ['events', 'event_count'], dateBasis: 'event' },
    { field: 'value.revenue', headers: ['revenue', 'event_revenue'], dateBasis: 'event' },
  ],
  basis: 'mmp',
  attribution: 'all',
  dateBasis: 'install',
  ignored: [
    'duplicate_clicks',
    'clicks_matched_to_impressions',
    'installs_matched_to_clicks',
    'installs_matched_to_impressions',
    'click_cost',
    'impression_cost',
    'revenue_events',
  ],
}
