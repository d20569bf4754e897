import type { Connector } from '#connectors/kit/connector-declaration.ts'
import { singularApi } from './api.ts'
import { dashboard } from './exports/dashboard.ts'
import { report } from './exports/report.ts'

/** Singular: cost from the networks beside installs from the tracker. */
export const singular: Connector = {
  source: 'singular',
  label: 'Singular',
  kind: 'mmp',
  aliases: [],
  refetchDays: 32,
  layouts: [report, dashboard],
  api: singularApi,
}
