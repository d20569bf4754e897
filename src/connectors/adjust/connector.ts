import type { Connector } from '#connectors/kit/connector-declaration.ts'
import { reportService } from './exports/report-service.ts'

/** Adjust: attribution per network, campaign, ad group and creative. */
export const adjust: Connector = {
  source: 'adjust',
  label: 'Adjust',
  kind: 'mmp',
  aliases: [],
  refetchDays: 30,
  layouts: [reportService],
}
