import type { ExportLayout } from '#connectors/kit/export-layout.ts'
import { RAW, RAW_DISTINCTIVE } from './raw-columns.ts'

/** Raw installs report: one row per install, organic and retargeting reports included. */
export const rawInstalls: ExportLayout = {
  ...RAW,
  id: 'raw-installs',
  label: 'Raw data, installs',
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
  event: 'install',
}
