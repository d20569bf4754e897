import { z } from 'zod'
import { Day } from '#schema/day.ts'
import type { ProjectConfig } from '../project-file.ts'
import { crossRates, type FetchedRates } from './fetched-rates.ts'

/** Which days and currencies fetched rates are of. */
export const RatesAnswer = z.object({
  source: z.literal('ecb'),
  currency: z.string(),
  days: z.number().int(),
  from: Day.nullable(),
  to: Day.nullable(),
  /** Currencies of the data that have no rate, in permille.yaml or fetched. */
  unknown: z.array(z.string()),
})
export type RatesAnswer = z.infer<typeof RatesAnswer>

/** What fetched rates tell of a project's currencies. */
export function describeRates(
  fetched: FetchedRates,
  { currency = '', rates }: Pick<ProjectConfig, 'currency' | 'rates'>,
  currencies: readonly string[],
): RatesAnswer {
  const crossed = crossRates(fetched, currency, new Set())
  const told = new Set([...crossed.map((one) => one.currency), ...Object.keys(rates), currency])
  const days = [...new Set(crossed.map(({ day }) => day))].toSorted()
  return {
    source: fetched.source,
    currency,
    days: days.length,
    from: days[0] ?? null,
    to: days.at(-1) ?? null,
    unknown: currencies.filter((one) => !told.has(one)),
  }
}
