import type { ExportLayout, LayoutColumn, LayoutColumnPattern } from '#connectors/kit/export-layout.ts'

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
const EVENT_COLUMNS: readonly LayoutColumnPattern[] = [
  { pattern: /^(.+) \(Unique users\)$/i, field: 'unique.$1' },
  { pattern: /^(.+) \(Event counter\)$/i, field: 'event.$1' },
  { pattern: /^(.+) \(Sales in [A-Z]{3}\)$/i, field: 'value.$1' },
]

/** Ratios the aggregate reports add, which are recomputed from sums. */
const AGGREGATE_IGNORED: readonly string[] = [
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
const BRACKETED: readonly string[] = [
  'Media Source (pid)',
  'Agency/PMD (af_prt)',
  'Campaign (c)',
  'Average eCPI',
]

/** Who brought the users of a report of the aggregate family. */
export const PARTNER_COLUMNS: readonly LayoutColumn[] = [
  { field: 'tag.agency', headers: ['Agency/PMD (af_prt)'] },
  { field: 'network', headers: ['Media Source (pid)'] },
  { field: 'campaign', headers: ['Campaign (c)'] },
  { field: 'objective', headers: ['Conversion Type', 'Campaign Type'] },
]

/** What all reports are: AppsFlyer's own count, by the day of the install where nothing else is said. */
export const COUNTED = {
  basis: 'mmp',
  attribution: 'all',
  dateBasis: 'install',
  absent: ABSENT,
} as const satisfies Partial<ExportLayout>

/** What every report of the aggregate family is. */
export const AGGREGATE = {
  ...COUNTED,
  grain: 'aggregate',
  patterns: EVENT_COLUMNS,
  ignored: AGGREGATE_IGNORED,
} as const satisfies Partial<ExportLayout>

/** A report of partners or countries: by these columns before those that every one has, and not by ad set. */
export function partnerLayout(
  { id, label }: Pick<ExportLayout, 'id' | 'label'>,
  required: readonly string[],
  by: readonly LayoutColumn[],
  forbidden: readonly string[],
): ExportLayout {
  return {
    ...AGGREGATE,
    id,
    label,
    signature: {
      required: [...required, 'installs'],
      distinctive: BRACKETED,
      forbidden: [...forbidden, 'Adset Id', 'Adgroup Id'],
    },
    columns: [...by, ...PARTNER_COLUMNS, ...AGGREGATE_METRICS],
  }
}
