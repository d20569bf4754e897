/** One stratum in one period. Installs after a click and after a mere view are kept apart; unknown spend is null. */
export interface FunnelCounts {
  readonly impressions: number
  readonly clicks: number
  readonly clickInstalls: number
  readonly viewInstalls: number
}

export interface Parts {
  /** Because other strata got the impressions. */
  readonly mix: number
  /** Because clicks per impression changed. */
  readonly ctr: number
  /** Because installs per click changed. */
  readonly cvr: number
  /** Because installs after a view changed. */
  readonly view: number
}

/** Rates of a stratum in one period, and its share of the impressions. */
export interface Rates {
  readonly share: number
  readonly ctr: number
  readonly cvr: number
  readonly view: number
}

export interface Pair {
  readonly before: Rates
  readonly after: Rates
}

export const PART_NAMES = ['mix', 'ctr', 'cvr', 'view'] as const

/** Installs after clicks nobody counted belong to no rate per click; with those of views they keep the total right. */
export function countable(counts: FunnelCounts): FunnelCounts {
  const { clicks, clickInstalls, viewInstalls } = counts
  return clicks > 0 ? counts : { ...counts, clickInstalls: 0, viewInstalls: viewInstalls + clickInstalls }
}

export function rates(counts: FunnelCounts, total: number): Rates | null {
  if (counts.impressions <= 0) return null
  return {
    share: counts.impressions / total,
    ctr: counts.clicks / counts.impressions,
    // Without clicks the rate is unknown, not 0: NaN marks it for `completed`, which never lets it out.
    cvr: counts.clicks > 0 ? counts.clickInstalls / counts.clicks : Number.NaN,
    view: counts.viewInstalls / counts.impressions,
  }
}

/** What one period does not show is taken from the other, so that a stratum come or gone is all mix. */
export function completed(before: Rates | null, after: Rates | null): Pair {
  const nothing: Rates = { share: 0, ctr: 0, cvr: 0, view: 0 }
  const first = before ?? (after === null ? nothing : { ...after, share: 0 })
  const second = after ?? (before === null ? nothing : { ...before, share: 0 })
  const known = (own: number, other: number) => (Number.isNaN(own) ? (Number.isNaN(other) ? 0 : other) : own)
  return {
    before: { ...first, cvr: known(first.cvr, second.cvr) },
    after: { ...second, cvr: known(second.cvr, first.cvr) },
  }
}

function rateOf(rates: Rates): number {
  return rates.ctr * rates.cvr + rates.view
}

export function overall(pairs: readonly Pair[]): { before: number; after: number } {
  let before = 0
  let after = 0
  for (const pair of pairs) {
    before += pair.before.share * rateOf(pair.before)
    after += pair.after.share * rateOf(pair.after)
  }
  return { before, after }
}

export function partsOf(pairs: readonly Pair[]): Parts[] {
  const { before, after } = overall(pairs)
  const middle = (before + after) / 2
  return pairs.map(({ before: x, after: y }) => {
    const share = (x.share + y.share) / 2
    return {
      mix: (y.share - x.share) * ((rateOf(x) + rateOf(y)) / 2 - middle),
      ctr: share * ((x.cvr + y.cvr) / 2) * (y.ctr - x.ctr),
      cvr: share * ((x.ctr + y.ctr) / 2) * (y.cvr - x.cvr),
      view: share * (y.view - x.view),
    }
  })
}

export function sumOf(parts: readonly Parts[]): Parts {
  const sum = { mix: 0, ctr: 0, cvr: 0, view: 0 }
  for (const part of parts) for (const name of PART_NAMES) sum[name] += part[name]
  return sum
}

/** Parts times a factor. */
export function scaled({ mix, ctr, cvr, view }: Parts, factor: number): Parts {
  return { mix: factor * mix, ctr: factor * ctr, cvr: factor * cvr, view: factor * view }
}
