import type { ExportLayout } from '#connectors/kit/export-layout.ts'
import { apiReport } from './api-report.ts'

/** The asynchronous report by ad and day, with the page of each Pin. */
export const adReport: ExportLayout = {
  ...apiReport,
  id: 'ad-report',
  label: 'Ad report',
  signature: { ...apiReport.signature, required: ['day', 'spend', 'impressions'] },
  columns: [
    ...apiReport.columns.filter(({ field }) => field !== 'account'),
    { field: 'creative', headers: ['CREATIVE'] },
    { field: 'asset_url.creative', headers: ['PIN_FILE'] },
    { field: 'preview.ad', headers: ['PIN_PAGE'] },
    { field: 'status.ad', headers: ['AD_STATUS'] },
    { field: 'status.campaign', headers: ['CAMPAIGN_ENTITY_STATUS'] },
    { field: 'objective', headers: ['CAMPAIGN_OBJECTIVE_TYPE'] },
  ],
  ignored: [...(apiReport.ignored ?? []), 'AD_ACCOUNT_ID', 'ADVERTISER_ID', 'ADVERTISER_NAME'],
}
