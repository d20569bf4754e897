import type { Connector } from '#connectors/kit/connector-declaration.ts'
import { dashboard } from './exports/dashboard.ts'
import { report } from './exports/report.ts'

/** Singular: cost from the networks beside installs from the tracker. */
export const singular: Connector = {
  source: 'singular',
  label: 'Singular',
  kind: 'mmp',
  aliases: [],
  refetchDays: 30,
  layouts: [report, dashboard],
}
