import { z } from 'zod'
import { addDays, Day } from '#schema/day.ts'
import { PermilleError } from '#schema/error.ts'
import { describeRates, RatesAnswer } from '../rates/describe-rates.ts'
import { fetchEuroRates } from '../rates/ecb-rates.ts'
import { defineOperation } from './operation.ts'

/** Days before the first of the data, so that a first day without rates has one before it. */
const DAYS_BEFORE = 10

export const ratesFetch = defineOperation({
  name: 'rates-fetch',
  command: 'rates fetch',
  summary: 'Fetch the euro reference rates of the European Central Bank',
  description:
    'Asks ecb.europa.eu for its daily rates over the days of the data and keeps them beside the rows. Rates in permille.yaml win. Nothing is ever fetched unless this is run.',
  examples: ['rates fetch', 'rates fetch --from 2025-01-01'],
  kind: 'change',
  input: z.object({
    from: Day.optional().meta({ description: 'first day; ten days before the data by default' }),
  }),
  output: RatesAnswer,
  async run(project, input) {
    if (project.config.currency === undefined) {
      throw new PermilleError('usage', 'rates of what? the project has no currency yet', {
        remedy: 'import a file that names one, or set currency in permille.yaml',
      })
    }
    const today = new Date().toISOString().slice(0, 10)
    const { oldestDay } = await project.own.catalogue()
    const from = input.from ?? addDays(oldestDay ?? today, -DAYS_BEFORE)
    const kept = await project.keepRates(await fetchEuroRates(project.http, from, today))
    const { currencies } = await project.own.catalogue()
    return describeRates(kept, project.config, currencies)
  },
  present: ({ currency, days, from, to, unknown }) => [
    {
      kind: 'text',
      text: `Rates to ${currency} of ${days} days, ${from ?? '—'} … ${to ?? '—'}, from the European Central Bank`,
    },
    ...(unknown.length === 0
      ? []
      : [
          {
            kind: 'text' as const,
            text: `It has none for ${unknown.join(', ')}: give them under rates in permille.yaml`,
          },
        ]),
  ],
})
