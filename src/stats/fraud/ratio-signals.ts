import { studentTails } from './beta-binomial.ts'
import { betweenVariance, median } from './between-sites.ts'
import type { SignalOutcome } from './raw-signal.ts'
import type { FraudSettings, SignalName } from './types.ts'

/** A figure of a site on a scale where differences are logarithms of ratios, and its variance by chance. */
export interface SiteFigure {
  readonly figure: number
  readonly variance: number
  /** What it should be where that depends on the site's places; else the middle of the others. */
  readonly expected?: number
  /** Sites with the same text are compared where there are enough of them. */
  readonly group: string
}

export interface RatioColumn {
  readonly name: SignalName
  readonly direction: 'high' | 'both'
  readonly figures: readonly (SiteFigure | null)[]
  readonly isBaseline: readonly boolean[]
  /** Difference that doubles the ratio. */
  readonly doubling: (site: SiteFigure) => number
  /** Variance sites are known to differ by at least. */
  readonly leastVariance: number
  /** Standard deviations between sites below which a difference is no outlier. */
  readonly leastDeviations: number
  /** The figure as it is shown. */
  readonly show: (figure: number) => number
}

const LEAST_SITES = 4
const OWN_GROUP = 8
/** What a variance read from the middle of values is worth beside one read from all. */
const ROBUST_SHARE = 0.4

interface Peers {
  readonly centre: number
  readonly between: number
  readonly count: number
}

function peersOf(figures: readonly SiteFigure[], leastVariance: number, trimmed: number): Peers | null {
  if (figures.length < LEAST_SITES) return null
  const values = figures.map(({ figure, expected = 0 }) => figure - expected)
  const centre = median(values)
  const variances = figures.map(({ variance }) => variance)
  return {
    centre,
    between: betweenVariance(values, variances, centre, leastVariance, trimmed),
    count: values.length,
  }
}

/** Reads one ratio of every site against the others, as an outlier in robust standard deviations between sites. */
export function ratioSignals(column: RatioColumn, settings: FraudSettings): readonly SignalOutcome[] {
  const { name, figures, isBaseline, leastVariance } = column
  const known = figures.flatMap((own, index) => (own !== null && isBaseline[index] === true ? [own] : []))
  const all = peersOf(known, leastVariance, settings.trimmed)
  const groups = new Map(
    [...Map.groupBy(known, ({ group }) => group)].map(([group, members]) => [
      group,
      members.length > OWN_GROUP ? peersOf(members, leastVariance, settings.trimmed) : null,
    ]),
  )
  return figures.map((own): SignalOutcome => {
    if (own === null) return { name, reason: 'nobody tells it' }
    const peers = groups.get(own.group) ?? all
    if (peers === null) return { name, reason: 'too few other sites tell it' }
    return readRatio(own, peers, column, settings)
  })
}

function readRatio(
  own: SiteFigure,
  peers: Peers,
  column: RatioColumn,
  { leastRatio }: FraudSettings,
): SignalOutcome {
  const { name, direction, doubling, leastDeviations, show } = column
  const expected = (own.expected ?? 0) + peers.centre
  const difference = own.figure - expected
  const sd = Math.sqrt(peers.between)
  const t = difference / Math.sqrt(peers.between * (1 + 1 / peers.count) + own.variance)
  const twoSided = studentTails(t, Math.max(2, ROBUST_SHARE * (peers.count - 1)))
  const distance = direction === 'both' ? Math.abs(difference) : Math.max(0, difference)
  const isOutlier = distance >= leastDeviations * sd
  return {
    name,
    value: show(own.figure),
    baseline: show(expected),
    pValue: direction === 'both' ? twoSided : t > 0 ? twoSided / 2 : 1 - twoSided / 2,
    size: isOutlier ? distance / ((doubling(own) * Math.log(leastRatio)) / Math.LN2) : 0,
  }
}
