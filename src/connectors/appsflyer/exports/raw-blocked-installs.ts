import type { ExportLayout } from '#connectors/kit/export-layout.ts'
import { RAW, RAW_DISTINCTIVE, REJECTION_COLUMN } from './raw-columns.ts'

/** Protect360 raw report: installs that were blocked or rejected, with the reason. */
export const rawBlockedInstalls: ExportLayout = {
  ...RAW,
  id: 'raw-blocked-installs',
  label: 'Raw data, blocked installs',
  signature: {
    required: ['install_time', 'device_key', 'network', 'rejection_reason'],
    distinctive: RAW_DISTINCTIVE,
  },
  columns: [...RAW.columns, REJECTION_COLUMN],
  event: 'install',
}
