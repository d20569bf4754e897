import type { ExportLayout } from '#connectors/kit/export-layout.ts'
import { report } from './report.ts'

const DELIVERED = new Set(['impressions', 'clicks', 'spend'])

/** Advertiser report in cohort mode: numbers are booked on the day of the install. */
export const cohorts: ExportLayout = {
  ...report,
  id: 'cohorts',
  label: 'Advertiser report by install day',
  signature: { ...report.signature, required: ['installs', 'value.ad_revenue.d0'] },
  columns: report.columns.filter(({ field }) => !DELIVERED.has(field)),
  dateBasis: 'install',
}
