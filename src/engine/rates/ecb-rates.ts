import { readXml } from '#ingest/decode/xml-events.ts'
import { FetchFailure } from '#net/fetch-failure.ts'
import { fetchPage } from '#net/fetch-page.ts'
import type { HttpClient } from '#net/http-client.ts'
import { addDays, Day } from '#schema/day.ts'
import { PermilleError } from '#schema/error.ts'

/** What one euro was worth on a day, by currency. */
export type EuroRates = ReadonlyMap<Day, Readonly<Record<string, number>>>

/** Where the European Central Bank publishes its reference rates: the last 90 days, and all since 1999. */
const ECB = 'https://www.ecb.europa.eu/stats/eurofxref/'
const NEWEST = 'eurofxref-hist-90d.xml'
const WHOLE = 'eurofxref-hist.xml'
const NEWEST_DAYS = 80

/** Reads a table of euro reference rates as the European Central Bank writes it. */
export async function readEuroRates(xml: Buffer): Promise<EuroRates> {
  const rates = new Map<Day, Record<string, number>>()
  let today: Record<string, number> | null = null
  await readXml(
    (async function* () {
      yield xml
    })(),
    {
      open(name, { time, currency, rate }) {
        if (name !== 'Cube') return
        const day = Day.safeParse(time)
        if (day.success) {
          today = rates.get(day.data) ?? {}
          rates.set(day.data, today)
        }
        const amount = Number(rate)
        if (today !== null && currency !== undefined && /^[A-Z]{3}$/.test(currency) && amount > 0)
          today[currency] = amount
      },
    },
  )
  if (rates.size === 0)
    throw new PermilleError('unavailable', 'the answer of the European Central Bank holds no rates', {
      remedy: 'try again later, or give rates in permille.yaml',
    })
  return rates
}

function refuse(error: unknown): never {
  if (!(error instanceof FetchFailure)) throw error
  throw new PermilleError(error.code, error.message, {
    remedy: error.mayPass
      ? 'try again later, or give rates in permille.yaml'
      : 'give rates in permille.yaml, and report this: the address may have changed',
    cause: error,
  })
}

/** The euro reference rates from a day on. */
export async function fetchEuroRates(http: HttpClient, from: Day, today: Day): Promise<EuroRates> {
  const file = from >= addDays(today, -NEWEST_DAYS) ? NEWEST : WHOLE
  const xml = await fetchPage(http, `${ECB}${file}`).catch(refuse)
  const rates = await readEuroRates(xml)
  return new Map([...rates].filter(([day]) => day >= from))
}
