import type { Connector } from '#connectors/kit/connector-declaration.ts'
import { liftoffApi } from './api.ts'
import { dashboard } from './exports/dashboard.ts'
import { report } from './exports/report.ts'

/** Liftoff Accelerate. */
export const liftoff: Connector = {
  source: 'liftoff',
  label: 'Liftoff',
  kind: 'network',
  aliases: ['liftoff_int', 'Liftoff Accelerate', 'Liftoff Mobile'],
  refetchDays: 30,
  layouts: [report, dashboard],
  api: liftoffApi,
}
