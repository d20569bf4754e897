import { binFrom } from './delay-bins.ts'
import type { FraudSettings, OddClock, SiteEvidence } from './types.ts'

/** Why times of such a network say nothing. */
export const ODD_TIMES = 'two clocks made the times of its network'

const LEAST_SITES = 3
/** Part of a network's sites that must show it: one that cheats is not the clock. */
const MOST_SITES = 0.75
const BEFORE = 0.1
const BEFORE_ON_A_SITE = 0.02
/** Zones differ by no less than half an hour, most by whole hours. */
const SHORTEST_SHIFT = binFrom(50 * 60)
/** Part of the installs of a site in one narrow step of hours: honest and flooded ones are spread over many. */
const IN_ONE_STEP = 0.2

function comeBefore(sites: readonly SiteEvidence[]): boolean {
  const timed = sites.flatMap(({ disordered }) => disordered ?? [])
  const part = timed.reduce((sum, own) => sum + own.part, 0)
  const whole = timed.reduce((sum, own) => sum + own.whole, 0)
  const showing = timed.filter((own) => own.part >= own.whole * BEFORE_ON_A_SITE)
  return whole > 0 && part >= whole * BEFORE && showing.length >= sites.length * MOST_SITES
}

/** Installs of a site by step, and all of them. */
function stepsOf({ cells }: SiteEvidence): {
  readonly counts: ReadonlyMap<number, number>
  readonly all: number
} {
  const counts = new Map<number, number>()
  let all = 0
  for (const { delays } of cells) {
    delays.bins.forEach((bin, index) => {
      const count = delays.counts[index] ?? 0
      counts.set(bin, (counts.get(bin) ?? 0) + count)
      all += count
    })
  }
  return { counts, all }
}

function comeTogether(sites: readonly SiteEvidence[]): boolean {
  const steps = sites.map(stepsOf)
  const seen = new Set(steps.flatMap(({ counts }) => [...counts.keys()]))
  return [...seen].some((bin) => {
    if (bin < SHORTEST_SHIFT) return false
    const showing = steps.filter(({ counts, all }) => (counts.get(bin) ?? 0) >= all * IN_ONE_STEP)
    return showing.length >= sites.length * MOST_SITES
  })
}

/**
 * Networks whose log was written with two clocks or zones: on nearly all of their sites installs come before their touch,
 * or in one and the same narrow step of hours after it. A network without named sites is one site, and is told by itself.
 */
export function oddClocks(
  sites: readonly SiteEvidence[],
  { leastInstalls }: FraudSettings,
): ReadonlyMap<string, OddClock> {
  const large = sites.filter(({ installs, cells, isBaselineOnly }) => {
    return !isBaselineOnly && installs >= leastInstalls && cells.length > 0
  })
  return new Map(
    [...Map.groupBy(large, ({ network }) => network)].flatMap(([network, own]) => {
      if (own.length < LEAST_SITES && own.some(({ isWholeNetwork }) => !isWholeNetwork)) return []
      const odd = comeBefore(own) ? 'before' : comeTogether(own) ? 'after' : null
      return odd === null ? [] : [[network, odd] as const]
    }),
  )
}

/** The sites without what the times of such networks say. */
export function withoutOddTimes(
  sites: readonly SiteEvidence[],
  odd: ReadonlyMap<string, OddClock>,
): readonly SiteEvidence[] {
  if (odd.size === 0) return sites
  return sites.map((site) => (odd.has(site.network) ? { ...site, cells: [], disordered: null } : site))
}
