import type { DelaySums } from './delay-triangle.ts'

/** What stood for one day when it was `from` days old, and what stood for it when it was `to` days old. */
export interface DelayLink {
  readonly from: number
  readonly to: number
  readonly before: number
  readonly after: number
}

const MOST_ROUNDS = 200
const CLOSE = 1e-10

function pool(links: readonly DelayLink[]): readonly DelayLink[] {
  const groups = Map.groupBy(links, ({ from, to }) => `${from} ${to}`)
  return [...groups.values()].flatMap((own) => {
    const [first] = own
    if (first === undefined) return []
    const sum = (of: (link: DelayLink) => number) => own.reduce((total, link) => total + of(link), 0)
    return { from: first.from, to: first.to, before: sum((l) => l.before), after: sum((l) => l.after) }
  })
}

/** Reverse hazards of sums, from the second age on. */
const hazardsOf = ({ at, upTo }: DelaySums) =>
  at.map((count, k) => (k > 0 && (upTo[k] ?? 0) > 0 ? count / (upTo[k] ?? 1) : 0))

/** Sums of the links, what came between two ages told to the ages between as these hazards expect it. */
function spread(links: readonly DelayLink[], hazard: Float64Array): DelaySums {
  const at = new Float64Array(hazard.length)
  const upTo = new Float64Array(hazard.length)
  // What stood at the youngest age came by then: of its own delay nothing is known.
  const youngest = Math.min(...links.map(({ from }) => from))
  const stood = links.reduce((sum, { from, before }) => sum + (from === youngest ? before : 0), 0)
  at[0] = stood
  upTo[0] = stood
  for (const { from, to, before, after } of links) {
    const share = new Float64Array(to - from + 1).fill(1)
    for (let k = to; k > from; k--) share[k - 1 - from] = (share[k - from] ?? 1) * (1 - (hazard[k] ?? 0))
    const all = 1 - (share[0] ?? 0)
    let come = before
    for (let k = from + 1; k <= to; k++) {
      const step = (share[k - from] ?? 1) - (share[k - from - 1] ?? 1)
      const part = Math.abs(all) > CLOSE ? step / all : 1 / (to - from)
      const came = (after - before) * part
      come += came
      at[k] = (at[k] ?? 0) + came
      upTo[k] = (upTo[k] ?? 0) + come
    }
  }
  return { at, upTo }
}

/**
 * Sums by delay of days that were seen at some ages only: what came between two of them is told to the ages between by the
 * hazards it implies itself, until they stay (EM for counts known within bounds, Turnbull 1976). Counts that fell are
 * negative arrivals, so that hazards are those of age-to-age factors.
 */
export function linkedDelaySums(links: readonly DelayLink[]): DelaySums {
  const pooled = pool(links.filter(({ from, to }) => from >= 0 && from < to))
  const length = pooled.reduce((most, { to }) => Math.max(most, to + 1), 0)
  if (length === 0) return { at: new Float64Array(0), upTo: new Float64Array(0) }
  let hazard = Float64Array.from({ length }, (_, k) => (k === 0 ? 0 : 2 ** -k / (2 - 2 ** -k)))
  let sums = spread(pooled, hazard)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = hazardsOf(sums)
    const change = next.reduce((most, g, k) => Math.max(most, Math.abs(g - (hazard[k] ?? 0))), 0)
    hazard = next
    sums = spread(pooled, hazard)
    if (change < CLOSE) break
  }
  return sums
}

/** How much more the shares of single days vary than those of a binomial would: Pearson’s χ² ÷ its degrees, at least 1. */
export function linkDispersion(links: readonly DelayLink[]): number {
  let squares = 0
  let degrees = 0
  const seen = links.filter(({ from, to, after }) => from >= 0 && from < to && after > 0)
  for (const own of Map.groupBy(seen, ({ from, to }) => `${from} ${to}`).values()) {
    const before = own.reduce((sum, link) => sum + link.before, 0)
    const after = own.reduce((sum, link) => sum + link.after, 0)
    const share = before / after
    const noise = Math.abs(share * (1 - share))
    if (own.length < 2 || !(noise > 0)) continue
    for (const link of own) squares += (link.before - share * link.after) ** 2 / (link.after * noise)
    degrees += own.length - 1
  }
  return degrees === 0 ? 1 : Math.max(1, squares / degrees)
}
