import type { ExportLayout } from '#connectors/kit/export-layout.ts'
import { ABSENT } from './aggregate-columns.ts'
import {
  RAW_COLUMNS,
  RAW_DISTINCTIVE,
  RAW_IDENTIFIERS,
  RAW_IGNORED,
  RAW_PATTERNS,
  REJECTION_COLUMN,
} from './raw-columns.ts'

/** Protect360 raw report: installs that were blocked or rejected, with the reason. */
export const rawBlockedInstalls: ExportLayout = {
  id: 'raw-blocked-installs',
  label: 'Raw data, blocked installs',
  grain: 'touch',
  signature: {
    required: ['install_time', 'device_key', 'network', 'rejection_reason'],
    distinctive: RAW_DISTINCTIVE,
  },
  columns: [...RAW_COLUMNS, REJECTION_COLUMN],
  patterns: RAW_PATTERNS,
  basis: 'mmp',
  attribution: 'all',
  dateBasis: 'install',
  absent: ABSENT,
  identifiers: RAW_IDENTIFIERS,
  event: 'install',
  ignored: RAW_IGNORED,
}
