import type { ExportLayout } from '#connectors/kit/export-layout.ts'
import { apiReport } from './api-report.ts'

const LOOKED_UP: ExportLayout['columns'] = [
  { field: 'creative', headers: ['creative'] },
  { field: 'creative_id', headers: ['creative_id'] },
  { field: 'format', headers: ['format'] },
  { field: 'status.ad', headers: ['status'] },
  { field: 'landing_page', headers: ['landing_page'] },
  { field: 'app', headers: ['mobile_app_id'] },
  { field: 'event.purchase', headers: ['total_purchase'] },
  { field: 'tag.content_md5', headers: ['content_md5'] },
]

/** Rows of the report API by ad and day, with creatives looked up. */
export const report: ExportLayout = {
  ...apiReport,
  id: 'report',
  label: 'Integrated report',
  signature: { ...apiReport.signature, required: ['day', 'impressions', 'spend'] },
  columns: [...apiReport.columns.filter(({ field }) => !/^(?:account|hour)$/.test(field)), ...LOOKED_UP],
  ignored: [...(apiReport.ignored ?? []), 'video_id', 'image_id'],
}

const DELIVERED = /^(?:impressions|clicks|spend|video_|event\.conversion|event\.purchase|value\.purchase$)/

/** Revenue and retention by day after the install, without delivery. */
export const cohorts: ExportLayout = {
  ...report,
  id: 'cohorts',
  label: 'Integrated report by day after the install',
  signature: { ...report.signature, required: ['day', 'installs'] },
  columns: report.columns.filter(({ field }) => !DELIVERED.test(field)),
}
