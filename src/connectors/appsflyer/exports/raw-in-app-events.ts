import type { ExportLayout } from '#connectors/kit/export-layout.ts'
import { ABSENT } from './aggregate-columns.ts'
import { RAW_COLUMNS, RAW_DISTINCTIVE, RAW_IDENTIFIERS, RAW_IGNORED, RAW_PATTERNS } from './raw-columns.ts'

/** Raw in-app events report: same header row as raw installs, told apart by the event names. */
export const rawInAppEvents: ExportLayout = {
  id: 'raw-in-app-events',
  label: 'Raw data, in-app events',
  grain: 'touch',
  signature: {
    required: ['install_time', 'event_time', 'event_name', 'device_key', 'network'],
    distinctive: RAW_DISTINCTIVE,
    forbidden: ['Blocked Reason', 'Rejected Reason', 'Fraud Reason'],
    cells: {
      header: 'Event Name',
      matches: /^(?!(?:install|reinstall|re-attribution|re-engagement)$)./i,
      need: 'some',
    },
  },
  columns: RAW_COLUMNS,
  patterns: RAW_PATTERNS,
  basis: 'mmp',
  attribution: 'all',
  dateBasis: 'event',
  absent: ABSENT,
  identifiers: RAW_IDENTIFIERS,
  ignored: RAW_IGNORED,
}
