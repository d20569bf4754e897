import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { CurrencyRate } from '#models/refresh-rates.ts'
import { Day } from '#schema/day.ts'
import type { EuroRates } from './ecb-rates.ts'

const EURO = 'EUR'

/** Rates somebody asked for, as they were published: what one euro was worth. */
export const FetchedRates = z.object({
  source: z.literal('ecb'),
  fetchedAt: z.string(),
  rates: z.record(Day, z.record(z.string(), z.number().positive())),
})
export type FetchedRates = z.infer<typeof FetchedRates>

/** The kept rates, or `null` where none were fetched. */
export async function readFetchedRates(path: string): Promise<FetchedRates | null> {
  const text = await readFile(path, 'utf8').catch(() => null)
  return text === null ? null : FetchedRates.parse(JSON.parse(text))
}

/** Keeps rates beside the project's rows, in place of earlier ones of the same days. */
export async function keepFetchedRates(path: string, rates: EuroRates, at: Date): Promise<FetchedRates> {
  const known = await readFetchedRates(path)
  const all = { ...known?.rates, ...Object.fromEntries(rates) }
  const kept: FetchedRates = { source: 'ecb', fetchedAt: at.toISOString(), rates: all }
  await mkdir(dirname(path), { recursive: true })
  await writeFile(`${path}.new`, JSON.stringify(kept))
  await rename(`${path}.new`, path)
  return kept
}

/** What one unit of each currency is worth in the project's, by way of the euro, on the days that tell both. */
export function crossRates(
  { rates }: FetchedRates,
  currency: string,
  given: ReadonlySet<string>,
): readonly CurrencyRate[] {
  return Object.entries(rates).flatMap(([day, told]) => {
    const euros: Readonly<Record<string, number>> = { ...told, [EURO]: 1 }
    const own = euros[currency]
    if (own === undefined) return []
    return Object.entries(euros).flatMap(([other, amount]) =>
      other === currency || given.has(other) ? [] : [{ day, currency: other, rate: own / amount }],
    )
  })
}
