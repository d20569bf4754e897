import type { Connector } from '#connectors/kit/connector-declaration.ts'
import { molocoApi } from './api.ts'
import { report } from './exports/report.ts'

/** Moloco Ads. */
export const moloco: Connector = {
  source: 'moloco',
  label: 'Moloco',
  kind: 'network',
  aliases: ['moloco_int', 'Moloco Ads', 'Moloco DSP', 'Moloco Cloud'],
  refetchDays: 30,
  layouts: [report],
  api: molocoApi,
}
