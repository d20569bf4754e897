import type { Connector } from '#connectors/kit/connector-declaration.ts'
import { adjustApi } from './api.ts'
import { rawUploads } from './exports/raw-uploads.ts'
import { reportService } from './exports/report-service.ts'

/** Adjust: attribution per network, campaign, ad group and creative. */
export const adjust: Connector = {
  source: 'adjust',
  label: 'Adjust',
  kind: 'mmp',
  aliases: [],
  refetchDays: 32,
  layouts: [reportService, rawUploads],
  api: adjustApi,
}
