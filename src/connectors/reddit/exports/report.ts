import type { ExportLayout } from '#connectors/kit/export-layout.ts'
import { apiReport } from './api-report.ts'

/** Rows of the report API by ad and day, with names looked up. */
export const report: ExportLayout = {
  ...apiReport,
  id: 'report',
  label: 'Ad report',
  signature: { ...apiReport.signature, required: ['day', 'impressions', 'spend'] },
  columns: [
    ...apiReport.columns.filter(({ field }) => field !== 'account' && field !== 'hour'),
    { field: 'creative', headers: ['creative_name'] },
    { field: 'creative_id', headers: ['post_id'] },
    { field: 'preview.ad', headers: ['post_page'] },
    { field: 'landing_page', headers: ['click_url'] },
    { field: 'status.ad', headers: ['ad_status'] },
    { field: 'status.campaign', headers: ['campaign_status'] },
    { field: 'objective', headers: ['objective'] },
    { field: 'optimisation_goal', headers: ['optimization_goal'] },
  ],
  zone: 'UTC',
}
