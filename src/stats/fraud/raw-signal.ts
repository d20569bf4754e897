import type { SignalFamily, SignalName } from './types.ts'

/** A signal before it is compared with all others: its q-value is of the whole table. */
export interface RawSignal {
  readonly name: SignalName
  readonly value: number
  readonly baseline: number
  readonly pValue: number
  readonly size: number
}

/** A signal of one site, or why there is none. */
export type SignalOutcome = RawSignal | { readonly name: SignalName; readonly reason: string }

export const FAMILIES = {
  early_installs: 'injection',
  late_installs: 'flooding',
  flat_day: 'flooding',
  flat_week: 'flooding',
  time_to_install: 'delay',
  clicks_per_install: 'clicks',
  clicks_per_impression: 'clicks',
  conversion_rate: 'conversion',
  device_repeats: 'devices',
  address_repeats: 'devices',
  device_share: 'devices',
  quiet_hours: 'hours',
  retention_d1: 'retention',
  time_order: 'order',
  rejected: 'rejected',
} as const satisfies Record<SignalName, SignalFamily>
