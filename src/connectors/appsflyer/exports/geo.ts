import type { ExportLayout } from '#connectors/kit/export-layout.ts'
import {
  ABSENT,
  AGGREGATE_IGNORED,
  AGGREGATE_METRICS,
  BRACKETED,
  EVENT_COLUMNS,
} from './aggregate-columns.ts'

/** Geo report over one whole period. */
export const geo: ExportLayout = {
  id: 'geo',
  label: 'Geo',
  grain: 'aggregate',
  signature: {
    required: ['country', 'installs'],
    distinctive: BRACKETED,
    forbidden: ['Date', 'Adset Id', 'Adgroup Id'],
  },
  columns: [
    { field: 'country', headers: ['Country'] },
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
