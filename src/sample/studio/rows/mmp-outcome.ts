import { Attribution, INSTALL } from '#schema/basis.ts'
import type { OutcomeRow, RowDimensions } from '#schema/row.ts'
import type { StudioNetwork } from '../catalogue/networks.ts'
import { COHORT_STEPS, type Purchases } from '../outcomes/draw-purchases.ts'
import type { Retained } from '../outcomes/draw-retained.ts'
import { toCents } from './money.ts'
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
export function mmpInstalls(
  dimensions: RowDimensions,
  count: number,
  attribution: Attribution = 'all',
): OutcomeRow {
  return { ...dimensions, ...MMP_COUNT, event: INSTALL, count, counting: 'unique', attribution }
}

/** The MMP's rows of installs by the touch that earned them, where it knows that. */
export function* mmpTouchedInstalls(
  dimensions: RowDimensions,
  { tellsTouch }: Pick<StudioNetwork, 'tellsTouch'>,
  installs: number,
  views: number,
): Generator<OutcomeRow> {
  const counts = tellsTouch ? { click: installs - views, view: views } : { all: installs }
  for (const [attribution, count] of Object.entries(counts))
    if (count > 0) yield mmpInstalls(dimensions, count, Attribution.parse(attribution))
}

/** The MMP's row of installs it refused to credit. */
export function mmpRejectedInstalls(dimensions: RowDimensions, count: number): OutcomeRow {
  const refused = { validity: 'rejected', rejection_reason: 'click_injection' } as const
  return { ...mmpInstalls(dimensions, count), ...refused }
}

/** The MMP's row of what a day's installs bought from one step of their life to the next. */
export function mmpPurchases(dimensions: RowDimensions, { count, value }: Purchases): OutcomeRow {
  const bought = { event: 'purchase', count, value, currency: 'USD', counting: 'every' } as const
  return { ...dimensions, ...MMP_COUNT, ...bought }
}

/** The MMP's rows of a day's revenue to each day of its users' life that is over, 0 included. */
export function* mmpRevenue(
  dimensions: RowDimensions,
  purchases: readonly Purchases[],
  days: number,
): Generator<OutcomeRow> {
  for (const { day } of COHORT_STEPS) {
    if (day > days) return
    const bought = purchases.filter(({ cohortDay }) => cohortDay <= day)
    const value = toCents(bought.reduce((sum, each) => sum + each.value, 0))
    const earned = { event: 'revenue', count: null, value, currency: 'USD', counting: 'every' } as const
    yield { ...dimensions, ...MMP_COUNT, ...earned, cohort_day: day }
  }
}

/** The MMP's row of users who opened the app exactly on a day of their life. */
export function mmpRetained(dimensions: RowDimensions, { day, count }: Retained): OutcomeRow {
  return { ...dimensions, ...MMP_COUNT, event: 'retained', count, counting: 'unique', cohort_day: day }
}
