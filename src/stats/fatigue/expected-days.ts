import { type OwnPart, type PeerEffects, readEffect } from './peer-effects.ts'
import type { ExpectedDays } from './types.ts'
import type { WatchTable } from './watch-table.ts'

/** Share of its own conversions that the others must bring before their day effects say what to expect of a creative. */
const LEAST_PEERS = 0.5
const WEEK = 7
/** Conversions a weekday of its own season is drawn to the mean with. */
const SEASON_PRIOR = 20

interface Sums {
  readonly conversions: Float64Array
  readonly expected: Float64Array
}

/** Lends sums of a calendar's days, so that judging very many creatives allocates them once. */
export class DaySums {
  readonly #width: number
  readonly #lent: Sums[] = []
  #taken = 0

  constructor(width: number) {
    this.#width = width
  }

  /** Sums of nothing yet; good until the next `takeBack`. */
  lend(): Sums {
    const known = this.#lent[this.#taken]
    const sums = known ?? {
      conversions: new Float64Array(this.#width),
      expected: new Float64Array(this.#width),
    }
    if (known === undefined) this.#lent.push(sums)
    else {
      sums.conversions.fill(0)
      sums.expected.fill(0)
    }
    this.#taken += 1
    return sums
  }

  takeBack(): void {
    this.#taken = 0
  }
}

const pairAt = ({ conversions, expected }: Sums, at: number) =>
  [conversions[at] ?? 0, expected[at] ?? 0] as const

/** A creative's own part of every level of the day effects, on the days it counts as a peer. */
function ownParts(table: WatchTable, effects: PeerEffects, creative: number, until: number, lent: DaySums) {
  const { firstDay, parentOf } = table
  const sums = () => lent.lend()
  const all = sums()
  const byParent = new Map<number, Sums>()
  const byStratum = new Map<number, Sums>()
  const level = effects.creativeLevel[creative] ?? 0
  for (const { stratum, days } of table.rowsOf[creative] ?? []) {
    const parent = parentOf[stratum] ?? 0
    const inParent = byParent.get(parent) ?? sums()
    byParent.set(parent, inParent)
    const inStratum = byStratum.get(stratum) ?? sums()
    byStratum.set(stratum, inStratum)
    for (let d = 0; d < days.day.length; d++) {
      const at = (days.day[d] ?? 0) - firstDay
      if (at >= until) continue
      const mean = (days.exposure[d] ?? 0) * level * (effects.stratumLevel[stratum] ?? 0)
      for (const { conversions, expected } of [all, inParent, inStratum]) {
        conversions[at] = (conversions[at] ?? 0) + (days.conversions[d] ?? 0)
        expected[at] = (expected[at] ?? 0) + mean
      }
    }
  }
  const nothing = sums()
  return (stratum: number): OwnPart => {
    const own = byStratum.get(stratum) ?? nothing
    return {
      stratum: (at) => pairAt(own, at),
      parent: (parent, at) => pairAt(byParent.get(parent) ?? nothing, at),
      all: (at) => pairAt(all, at),
    }
  }
}

interface Collected {
  readonly conversions: Float64Array
  readonly expected: Float64Array
  readonly looseness: Float64Array
  readonly seen: Uint8Array
}

function kept({ conversions, expected, looseness, seen }: Collected, firstDay: number): ExpectedDays {
  const counts = (at: number) => seen[at] === 1 && (expected[at] ?? 0) > 0
  let size = 0
  for (let at = 0; at < seen.length; at++) if (counts(at)) size++
  const days = {
    day: new Float64Array(size),
    conversions: new Float64Array(size),
    expected: new Float64Array(size),
    looseness: new Float64Array(size),
  }
  let d = 0
  for (let at = 0; at < seen.length; at++) {
    if (!counts(at)) continue
    days.day[d] = at + firstDay
    days.conversions[d] = conversions[at] ?? 0
    days.expected[d] = expected[at] ?? 0
    days.looseness[d] = looseness[at] ?? 0
    d++
  }
  return days
}

/** What the others' days let expect of a creative; `null` where they carry less than half of its own conversions. */
export function peerDays(
  table: WatchTable,
  effects: PeerEffects,
  creative: number,
  until: number,
  lent: DaySums,
): ExpectedDays | null {
  const { days: width, firstDay, parentOf } = table
  lent.takeBack()
  const collected: Collected = {
    ...lent.lend(),
    looseness: lent.lend().expected,
    seen: new Uint8Array(width),
  }
  const own = ownParts(table, effects, creative, until, lent)
  // Strata that read one effect share its error: their parts are added before they are squared.
  const groups = new Map<number, Sums>()
  for (const { stratum, days } of table.rowsOf[creative] ?? []) {
    const part = own(stratum)
    const parent = parentOf[stratum] ?? 0
    for (let d = 0; d < days.day.length; d++) {
      const exposure = days.exposure[d] ?? 0
      if (!(exposure > 0)) continue
      const at = (days.day[d] ?? 0) - firstDay
      const { effect, conversions, group } = readEffect(effects, { stratum, parent, at, width }, part)
      if (!(effect > 0)) continue
      const mean = exposure * (effects.stratumLevel[stratum] ?? 0) * effect
      collected.seen[at] = 1
      collected.conversions[at] = (collected.conversions[at] ?? 0) + (days.conversions[d] ?? 0)
      collected.expected[at] = (collected.expected[at] ?? 0) + mean
      const shared = groups.get(group) ?? lent.lend()
      groups.set(group, shared)
      shared.expected[at] = (shared.expected[at] ?? 0) + mean
      shared.conversions[at] = conversions
    }
  }
  let carried = 0
  let ownConversions = 0
  for (let at = 0; at < width; at++) {
    if (collected.seen[at] !== 1) continue
    const whole = collected.expected[at] ?? 0
    let loose = 0
    for (const { expected, conversions } of groups.values()) {
      const mean = expected[at] ?? 0
      if (mean > 0) loose += (mean / whole) ** 2 / (conversions[at] ?? 0)
    }
    if (!(loose > 0)) continue
    collected.looseness[at] = loose
    carried += 1 / loose
  }
  for (const { days } of table.rowsOf[creative] ?? [])
    for (let d = 0; d < days.day.length; d++) ownConversions += days.conversions[d] ?? 0
  return carried > 0 && carried >= LEAST_PEERS * ownConversions ? kept(collected, firstDay) : null
}

/** What a creative's own strata and weekdays let expect of it. */
export function ownDays(table: WatchTable, effects: PeerEffects, creative: number): ExpectedDays {
  const { days: width, firstDay } = table
  const collected: Collected = {
    conversions: new Float64Array(width),
    expected: new Float64Array(width),
    looseness: new Float64Array(width),
    seen: new Uint8Array(width),
  }
  for (const { stratum, days } of table.rowsOf[creative] ?? []) {
    const level = effects.stratumLevel[stratum] || 1
    for (let d = 0; d < days.day.length; d++) {
      const exposure = days.exposure[d] ?? 0
      if (!(exposure > 0)) continue
      const at = (days.day[d] ?? 0) - firstDay
      collected.seen[at] = 1
      collected.conversions[at] = (collected.conversions[at] ?? 0) + (days.conversions[d] ?? 0)
      collected.expected[at] = (collected.expected[at] ?? 0) + exposure * level
    }
  }
  return withSeason(kept(collected, firstDay))
}

/** Expectations times the factor of each weekday, learnt against the week around each day so that a fall is no season. */
export function withSeason(days: ExpectedDays): ExpectedDays {
  const { day, conversions, expected } = days
  const seen = new Float64Array(WEEK)
  const usual = new Float64Array(WEEK)
  const half = (WEEK - 1) / 2
  for (let d = 0; d < day.length; d++) {
    let c = 0
    let e = 0
    let whole = 0
    for (let near = Math.max(0, d - half); near <= Math.min(day.length - 1, d + half); near++) {
      if (Math.abs((day[near] ?? 0) - (day[d] ?? 0)) > half) continue
      c += conversions[near] ?? 0
      e += expected[near] ?? 0
      whole += 1
    }
    if (whole < WEEK || !(e > 0)) continue
    const weekday = (((day[d] ?? 0) % WEEK) + WEEK) % WEEK
    seen[weekday] = (seen[weekday] ?? 0) + (conversions[d] ?? 0)
    usual[weekday] = (usual[weekday] ?? 0) + ((expected[d] ?? 0) * c) / e
  }
  const factor = seen.map((count, weekday) => (count + SEASON_PRIOR) / ((usual[weekday] ?? 0) + SEASON_PRIOR))
  return {
    ...days,
    expected: expected.map((e, d) => e * (factor[(((day[d] ?? 0) % WEEK) + WEEK) % WEEK] ?? 1)),
  }
}
