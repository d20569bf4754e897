import type { Connector } from '#connectors/kit/connector-declaration.ts'
import { branchApi } from './api.ts'
import { dashboard } from './exports/dashboard.ts'

/** Branch: attribution per partner, campaign, ad and creative. */
export const branch: Connector = {
  source: 'branch',
  label: 'Branch',
  kind: 'mmp',
  aliases: [],
  refetchDays: 30,
  layouts: [dashboard],
  api: branchApi,
}
