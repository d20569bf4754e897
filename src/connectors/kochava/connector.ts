import type { Connector } from '#connectors/kit/connector-declaration.ts'
import { kochavaApi } from './api.ts'
import { costFeed } from './exports/cost-feed.ts'

/** Kochava: attribution per network, campaign, tracker and creative. */
export const kochava: Connector = {
  source: 'kochava',
  label: 'Kochava',
  kind: 'mmp',
  aliases: ['Free App Analytics'],
  refetchDays: 7,
  layouts: [costFeed],
  api: kochavaApi,
}
