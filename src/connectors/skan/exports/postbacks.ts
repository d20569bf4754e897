import type { ExportLayout } from '#connectors/kit/export-layout.ts'

/** Postbacks that arrived on a day, counted by what they have in common. */
export const postbacks: ExportLayout = {
  id: 'postbacks',
  label: 'Postbacks received',
  grain: 'aggregate',
  signature: { required: ['day', 'event.skan_install'], distinctive: ['source identifier', 'skan_installs'] },
  columns: [
    { field: 'day', headers: ['day'] },
    { field: 'network', headers: ['ad network'] },
    { field: 'app', headers: ['app'] },
    { field: 'campaign_id', headers: ['source identifier'] },
    { field: 'site', headers: ['source'] },
    { field: 'country', headers: ['country'] },
    { field: 'tag.postback_window', headers: ['window'] },
    { field: 'tag.conversion_value', headers: ['conversion value'] },
    { field: 'touch_type', headers: ['touch'] },
    { field: 'event.skan_install', headers: ['skan_installs'] },
    { field: 'event.skan_redownload', headers: ['skan_redownloads'] },
    { field: 'event.skan_reengagement', headers: ['skan_reengagements'] },
    { field: 'event.skan_postback', headers: ['skan_postbacks'] },
    { field: 'event.skan_lost', headers: ['skan_lost'] },
  ],
  constants: { os: 'ios' },
  basis: 'skan',
  attribution: 'all',
  dateBasis: 'report',
  zone: 'UTC',
}
