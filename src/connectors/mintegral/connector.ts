import type { Connector } from '#connectors/kit/connector-declaration.ts'
import { mintegralApi } from './api.ts'
import { performance } from './exports/performance.ts'

/** Mintegral AppGrowth. */
export const mintegral: Connector = {
  source: 'mintegral',
  label: 'Mintegral',
  kind: 'network',
  aliases: ['mintegral_int', 'Mobvista', 'mobvista_int', 'Mintegral (AppGrowth)'],
  refetchDays: 7,
  layouts: [performance],
  api: mintegralApi,
}
