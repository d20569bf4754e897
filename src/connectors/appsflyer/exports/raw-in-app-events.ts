import type { ExportLayout } from '#connectors/kit/export-layout.ts'
import { RAW, RAW_DISTINCTIVE } from './raw-columns.ts'

/** Raw in-app events report: same header row as raw installs, told apart by the event names. */
export const rawInAppEvents: ExportLayout = {
  ...RAW,
  id: 'raw-in-app-events',
  label: 'Raw data, in-app events',
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
  dateBasis: 'event',
}
