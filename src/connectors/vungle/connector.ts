import type { Connector } from '#connectors/kit/connector-declaration.ts'
import { vungleApi } from './api.ts'
import { spend } from './exports/spend.ts'

/** Vungle, now sold as Liftoff Direct. */
export const vungle: Connector = {
  source: 'vungle',
  label: 'Vungle',
  kind: 'network',
  aliases: ['vungle_int', 'Vungle Exchange', 'Liftoff Direct', 'Liftoff (Vungle)', 'Liftoff Monetize'],
  refetchDays: 7,
  layouts: [spend],
  api: vungleApi,
}
