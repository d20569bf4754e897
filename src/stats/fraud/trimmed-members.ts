import type { FraudSettings, SiteEvidence } from './types.ts'

const TRUSTED_INSTALLS = 500
const ENOUGH_SITES = 5

function centreOf({ cells }: SiteEvidence): number {
  let sum = 0
  let count = 0
  for (const { delays } of cells) {
    delays.bins.forEach((bin, index) => {
      sum += (delays.counts[index] ?? 0) * bin
      count += delays.counts[index] ?? 0
    })
  }
  return sum / count
}

/** Sites the delays are compared with: those whose installs come earliest and latest are left out, a tenth at each end. */
export function trimmedMembers(
  sites: readonly SiteEvidence[],
  isBaseline: readonly boolean[],
  { trimmed, leastInstalls }: FraudSettings,
): readonly SiteEvidence[] {
  const members = sites.filter((_, index) => isBaseline[index])
  const trusted = members.filter(({ isTrusted }) => isTrusted)
  if (trusted.reduce((sum, { installs }) => sum + installs, 0) >= TRUSTED_INSTALLS) return trusted
  const telling = members
    .filter((site) => site.installs >= leastInstalls && site.cells.length > 0 && !site.isBaselineOnly)
    .map((site) => ({ site, centre: centreOf(site) }))
    .toSorted((a, b) => a.centre - b.centre)
  const cut = Math.floor(telling.length * trimmed)
  const left = new Set(
    [...telling.slice(0, cut), ...telling.slice(telling.length - cut)].map(({ site }) => site),
  )
  // Nobody knows what hides among many small sites; they are asked only where there are hardly any others.
  const isEnough = telling.length >= ENOUGH_SITES
  return members.filter((site) => !left.has(site) && !(isEnough && site.isBaselineOnly))
}
