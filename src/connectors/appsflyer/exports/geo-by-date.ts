import type { ExportLayout } from '#connectors/kit/export-layout.ts'
import {
  ABSENT,
  AGGREGATE_IGNORED,
  AGGREGATE_METRICS,
  BRACKETED,
  EVENT_COLUMNS,
} from './aggregate-columns.ts'

/** Geo report with one row per country, media source, campaign and day. */
export const geoByDate: ExportLayout = {
  id: 'geo-by-date',
  label: 'Geo (by date)',
  grain: 'aggregate',
  signature: {
    required: ['day', 'country', 'installs'],
    distinctive: BRACKETED,
    forbidden: ['Adset Id', 'Adgroup Id'],
  },
  columns: [
    { field: 'day', headers: ['Date'] },
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
