import type { PairComparison } from '#schema/answer/compare-answer.ts'
import { formatRatio, formatWith } from '../../format/number.ts'

type Heterogeneity = NonNullable<PairComparison['heterogeneity']>
type NonInferiority = NonNullable<PairComparison['nonInferiority']>

const LEAST_P = 0.001
const LISTED = 12

function formatP(p: number, locale: string): string {
  const digits = { minimumFractionDigits: 3, maximumFractionDigits: 3 }
  return p < LEAST_P ? `<${formatWith(LEAST_P, digits, locale)}` : formatWith(p, digits, locale)
}

/** Whether the ratio differs between places: Q, its degrees of freedom, p. */
export function describeHeterogeneity({ q, degreesOfFreedom, pValue }: Heterogeneity, locale = 'en'): string {
  const value = formatWith(q, { maximumFractionDigits: 1 }, locale)
  return `Q ${value} on ${degreesOfFreedom}, p ${formatP(pValue, locale)}`
}

/** The ratio in each place, first those with the surest difference. */
export function describePlaces({ byStratum }: Heterogeneity): string {
  const lines = byStratum
    .toSorted((a, b) => Math.max(b.low, 1 / (b.high ?? Infinity)) - Math.max(a.low, 1 / (a.high ?? Infinity)))
    .map(
      ({ stratum, ratio, low, high }) =>
        `${stratum}: ${formatRatio(ratio)} (${formatRatio(low)} – ${high === null ? 'open' : formatRatio(high)})`,
    )
  const more = lines.length - LISTED
  return [...lines.slice(0, LISTED), ...(more > 0 ? [`and ${more} more`] : [])].join('\n')
}

/** Who is surely no worse than the other by more than the margin. */
export function describeNoWorse(
  { first, second }: NonInferiority,
  [one, other]: readonly [string, string],
): string {
  if (first.holds && second.holds) return 'both'
  return first.holds ? one : second.holds ? other : 'not sure'
}
