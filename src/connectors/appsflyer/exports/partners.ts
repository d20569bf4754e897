import type { ExportLayout } from '#connectors/kit/export-layout.ts'
import {
  ABSENT,
  AGGREGATE_IGNORED,
  AGGREGATE_METRICS,
  BRACKETED,
  EVENT_COLUMNS,
} from './aggregate-columns.ts'

/** Partners report over one whole period. */
export const partners: ExportLayout = {
  id: 'partners',
  label: 'Partners',
  grain: 'aggregate',
  signature: {
    required: ['network', 'installs'],
    distinctive: BRACKETED,
    forbidden: ['Date', 'Country', 'Adset Id', 'Adgroup Id'],
  },
  columns: [
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
