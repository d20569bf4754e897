import type { ElementCreative, LogRate } from '#stats/index.ts'
import type { GatheredRates } from './gather-rates.ts'
import type { ElementValues } from './gather-values.ts'

/** What creatives are made of, and what they are only compared inside of. */
export interface ElementSource {
  readonly elements: readonly string[]
  readonly values: ElementValues
  /** Format of each creative; none where formats are not told, or where an element tells them. */
  readonly formats: ReadonlyMap<string, string>
}

/** The creatives of a reading, with their elements. */
export function creativesOf(
  {
    rates,
    launched,
  }: { readonly rates: readonly (LogRate & { otherGroup?: number })[] } & Pick<GatheredRates, 'launched'>,
  { elements, values, formats }: ElementSource,
): ElementCreative[] {
  return rates.map(({ id, logRate, variance, exposure, conversions, group, otherGroup }) => ({
    id,
    logRate,
    variance,
    exposure,
    conversions,
    within: [String(group), String(otherGroup ?? ''), formats.get(id) ?? '', launched.get(id) ?? ''],
    values: values.byCreative.get(id) ?? elements.map(() => null),
  }))
}
