import type { LayoutColumn, LayoutColumnPattern } from '#connectors/kit/export-layout.ts'

/** Columns every report of the aggregate family ends with. */
export const AGGREGATE_METRICS: readonly LayoutColumn[] = [
  { field: 'impressions', headers: ['Impressions'] },
  { field: 'clicks', headers: ['Clicks'] },
  { field: 'installs', headers: ['Installs'] },
  { field: 'event.session', headers: ['Sessions'] },
  { field: 'unique.loyal_user', headers: ['Loyal Users'] },
  { field: 'value.revenue', headers: ['Total Revenue', 'Revenue'] },
  { field: 'spend', headers: ['Total Cost', 'Cost'] },
]

/** The three columns each in-app event adds. */
export const EVENT_COLUMNS: readonly LayoutColumnPattern[] = [
  { pattern: /^(.+) \(Unique users\)$/i, field: 'unique.$1' },
  { pattern: /^(.+) \(Event counter\)$/i, field: 'event.$1' },
  { pattern: /^(.+) \(Sales in [A-Z]{3}\)$/i, field: 'value.$1' },
]

/** Ratios the aggregate reports add, which are recomputed from sums. */
export const AGGREGATE_IGNORED: readonly string[] = [
  'CTR',
  'Conversion Rate',
  'Loyal Users/Installs',
  'ROI',
  'ARPU',
  'Average eCPI',
]

/** Texts of an absent campaign or agency. */
export const ABSENT: readonly string[] = ['None', 'N/A', 'null', 'NULL']

/** Headers the aggregate family writes with the name of its API field in brackets. */
export const BRACKETED: readonly string[] = [
  'Media Source (pid)',
  'Agency/PMD (af_prt)',
  'Campaign (c)',
  'Average eCPI',
]
