import type { ExportLayout } from '#connectors/kit/export-layout.ts'
import { apiReport } from './api-report.ts'

/** Statistics by promoted post, placement and day, series turned into rows and names looked up. */
export const stats: ExportLayout = {
  ...apiReport,
  id: 'stats',
  label: 'Statistics',
  signature: { ...apiReport.signature, required: ['day', 'impressions', 'spend'] },
  columns: [
    ...apiReport.columns.filter(({ field }) => field !== 'account'),
    { field: 'campaign', headers: ['campaign_name'] },
    { field: 'ad_group', headers: ['line_item_name'] },
    { field: 'ad', headers: ['post_name'] },
    { field: 'creative', headers: ['creative_name'] },
    { field: 'creative_id', headers: ['tweet_id'] },
    { field: 'asset_url.creative', headers: ['post_file'] },
    { field: 'preview.ad', headers: ['post_page'] },
    { field: 'status.ad', headers: ['entity_status'] },
    { field: 'status.campaign', headers: ['campaign_status'] },
    { field: 'objective', headers: ['objective'] },
    { field: 'optimisation_goal', headers: ['goal'] },
    { field: 'currency', headers: ['currency'] },
    ...['install', 'purchase', 'sign_up'].flatMap((event) => [
      { field: `click.${event}`, headers: [`${event}s after an engagement`] },
      { field: `view.${event}`, headers: [`${event}s after a view`] },
    ]),
  ],
  ignored: [...(apiReport.ignored ?? []), 'account_id', 'funding_instrument_id'],
}
