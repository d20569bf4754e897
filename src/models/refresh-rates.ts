import type { Day } from '#schema/day.ts'
import type { Session } from '#warehouse/warehouse.ts'

/** What one unit of `currency` is worth in the project's currency from `day` on. */
export interface CurrencyRate {
  readonly day: Day
  readonly currency: string
  readonly rate: number
}

/** Writes the project's rate table; a day without a rate takes the last one before it. */
export function refreshRates(session: Session, rates: readonly CurrencyRate[]): Promise<void> {
  return session.replaceTable(
    'currency_rate',
    ['day', 'currency', 'rate'],
    rates.map(({ day, currency, rate }) => [day, currency, rate]),
  )
}
