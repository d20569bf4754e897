import type { ExportLayout } from '#connectors/kit/export-layout.ts'
import { apiReport } from './api-report.ts'

/** Statistics by ad and day as the API answers them, with names looked up. */
export const stats: ExportLayout = {
  ...apiReport,
  id: 'stats',
  label: 'Ad statistics',
  signature: { ...apiReport.signature, required: ['day', 'impressions', 'spend'] },
  columns: [
    ...apiReport.columns.filter(({ field }) => field !== 'day'),
    { field: 'day', headers: ['date'] },
    { field: 'ad_group', headers: ['ad_squad_name'] },
    { field: 'ad', headers: ['ad_name'] },
    { field: 'creative', headers: ['creative_name'] },
    { field: 'format', headers: ['media_type'] },
    { field: 'tag.creative_type', headers: ['creative_type'] },
    { field: 'app', headers: ['app'] },
    { field: 'os', headers: ['os'] },
    { field: 'status.ad', headers: ['ad_status'] },
    { field: 'status.campaign', headers: ['campaign_status'] },
    { field: 'objective', headers: ['campaign_objective'] },
    { field: 'optimisation_goal', headers: ['optimization_goal'] },
    { field: 'tag.media_id', headers: ['media_id'] },
  ],
  ignored: [...(apiReport.ignored ?? []), 'start_time', 'end_time'],
}
