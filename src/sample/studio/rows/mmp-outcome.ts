import { INSTALL } from '#schema/basis.ts'
import type { OutcomeRow, RowDimensions } from '#schema/row.ts'
import type { Purchases } from '../outcomes/draw-purchases.ts'
import { WINDOW } from './network-rows.ts'

const MMP_COUNT = {
  value: null,
  currency: null,
  basis: 'mmp',
  attribution: 'all',
  date_basis: 'install',
  window: WINDOW,
  cohort_day: null,
  validity: 'accepted',
  rejection_reason: null,
} as const

/** The MMP's row of installs. */
export function mmpInstalls(dimensions: RowDimensions, count: number): OutcomeRow {
  return { ...dimensions, ...MMP_COUNT, event: INSTALL, count, counting: 'unique' }
}

/** The MMP's row of installs it refused to credit. */
export function mmpRejectedInstalls(dimensions: RowDimensions, count: number): OutcomeRow {
  const refused = { validity: 'rejected', rejection_reason: 'click_injection' } as const
  return { ...mmpInstalls(dimensions, count), ...refused }
}

/** The MMP's row of what a day's installs bought up to a cohort day. */
export function mmpPurchases(dimensions: RowDimensions, { cohortDay, count, value }: Purchases): OutcomeRow {
  const bought = { event: 'purchase', count, value, currency: 'USD', counting: 'every' } as const
  return { ...dimensions, ...MMP_COUNT, ...bought, cohort_day: cohortDay }
}
