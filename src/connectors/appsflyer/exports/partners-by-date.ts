import type { ExportLayout } from '#connectors/kit/export-layout.ts'
import {
  ABSENT,
  AGGREGATE_IGNORED,
  AGGREGATE_METRICS,
  BRACKETED,
  EVENT_COLUMNS,
} from './aggregate-columns.ts'

/** Partners report with one row per media source, campaign and day. */
export const partnersByDate: ExportLayout = {
  id: 'partners-by-date',
  label: 'Partners (by date)',
  grain: 'aggregate',
  signature: {
    required: ['day', 'network', 'installs'],
    distinctive: BRACKETED,
    forbidden: ['Country', 'Adset Id', 'Adgroup Id'],
  },
  columns: [
    { field: 'day', headers: ['Date'] },
    { field: 'tag.agency', headers: ['Agency/PMD (af_prt)'] },
    { field: 'network', headers: ['Media Source (pid)'] },
    { field: 'campaign', headers: ['Campaign (c)'] },
    ...AGGREGATE_METRICS,
  ],
  patterns: EVENT_COLUMNS,
  basis: 'mmp',
  attribution: 'all',
  dateBasis: 'install',
  absent: ABSENT,
  ignored: AGGREGATE_IGNORED,
}
