import type { Connector } from '#connectors/kit/connector-declaration.ts'
import { ironsourceApi } from './api.ts'
import { reports } from './exports/reports.ts'

/** ironSource Ads. */
export const ironsource: Connector = {
  source: 'ironsource',
  label: 'ironSource',
  kind: 'network',
  aliases: [
    'ironsource_int',
    'ironSource Ads',
    'Supersonic',
    'supersonicads_int',
    'iron_source',
    'Supersonic Ads',
  ],
  refetchDays: 7,
  layouts: [reports],
  api: ironsourceApi,
}
