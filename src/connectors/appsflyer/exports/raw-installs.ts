import type { ExportLayout } from '#connectors/kit/export-layout.ts'
import { ABSENT } from './aggregate-columns.ts'
import { RAW_COLUMNS, RAW_DISTINCTIVE, RAW_IDENTIFIERS, RAW_IGNORED, RAW_PATTERNS } from './raw-columns.ts'

/** Raw installs report: one row per install, organic and retargeting reports included. */
export const rawInstalls: ExportLayout = {
  id: 'raw-installs',
  label: 'Raw data, installs',
  grain: 'touch',
  signature: {
    required: ['install_time', 'device_key', 'network'],
    distinctive: RAW_DISTINCTIVE,
    forbidden: ['Blocked Reason', 'Rejected Reason', 'Fraud Reason'],
    cells: {
      header: 'Event Name',
      matches: /^(?:install|reinstall|re-attribution|re-engagement)$/i,
      need: 'every',
    },
  },
  columns: RAW_COLUMNS,
  patterns: RAW_PATTERNS,
  basis: 'mmp',
  attribution: 'all',
  dateBasis: 'install',
  absent: ABSENT,
  identifiers: RAW_IDENTIFIERS,
  event: 'install',
  ignored: RAW_IGNORED,
}
