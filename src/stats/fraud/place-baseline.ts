import { DELAY_BINS } from './delay-bins.ts'
import type { SiteCell, SiteEvidence } from './types.ts'

const HOURS = 24
/** Largest weight of one site in installs is 1 ÷ this, so that a large site is not what all others are compared with. */
const WEIGHT_RHO = 0.01
const LEAST_INSTALLS = 200
const LEAST_SITES = 3
const EVERYWHERE = ''

interface Sums {
  readonly delays: Float64Array
  readonly hours: Float64Array
  installs: number
  sites: number
}

/** What the other sites of a place are like: installs by delay and by hour, each site weighing no more than it tells. */
export interface Others {
  readonly delays: Float64Array
  readonly hours: Float64Array
  readonly installs: number
}

function emptySums(): Sums {
  return { delays: new Float64Array(DELAY_BINS), hours: new Float64Array(HOURS), installs: 0, sites: 0 }
}

function countOf({ delays }: SiteCell): number {
  return delays.counts.reduce((sum, count) => sum + count, 0)
}

function weightOf({ cells }: SiteEvidence): number {
  const installs = cells.reduce((sum, cell) => sum + countOf(cell), 0)
  return installs === 0 ? 0 : 1 / (1 + (installs - 1) * WEIGHT_RHO)
}

function addCell(sums: Sums, { delays, hours }: SiteCell, weight: number): void {
  delays.bins.forEach((bin, index) => {
    const count = (delays.counts[index] ?? 0) * weight
    sums.delays[bin] = (sums.delays[bin] ?? 0) + count
    sums.installs += count
  })
  hours.forEach((count, hour) => {
    sums.hours[hour] = (sums.hours[hour] ?? 0) + count * weight
  })
}

/** Installs of the sites a site is compared with, by place. */
export class PlaceBaseline {
  readonly #sums = new Map<string, Sums>()
  readonly #members: ReadonlySet<SiteEvidence>

  constructor(members: Iterable<SiteEvidence>) {
    this.#members = new Set(members)
    for (const site of this.#members) {
      const weight = weightOf(site)
      for (const [place, cells] of placesOf(site)) {
        const sums = this.#sums.get(place) ?? emptySums()
        this.#sums.set(place, sums)
        sums.sites += 1
        for (const cell of cells) addCell(sums, cell, weight)
      }
    }
  }

  /** The others in the finest of a cell's places where enough is known of them; `null` where it is nowhere. */
  othersOf(site: SiteEvidence, own: ReadonlyMap<string, readonly SiteCell[]>, cell: SiteCell): Others | null {
    const isMember = this.#members.has(site)
    for (const place of [...cell.places, EVERYWHERE]) {
      const sums = this.#sums.get(place)
      if (sums === undefined || sums.sites - (isMember ? 1 : 0) < LEAST_SITES) continue
      const others = isMember ? without(sums, own.get(place) ?? [], weightOf(site)) : sums
      if (others.installs >= LEAST_INSTALLS) return others
    }
    return null
  }

  /** All sites of the baseline together. */
  get everywhere(): Others | null {
    return this.#sums.get(EVERYWHERE) ?? null
  }
}

function without(sums: Sums, own: readonly SiteCell[], weight: number): Others {
  const others = {
    ...sums,
    delays: Float64Array.from(sums.delays),
    hours: Float64Array.from(sums.hours),
  }
  for (const cell of own) addCell(others, cell, -weight)
  return others
}

/** Cells of a site by every place they are in, the place of all of them included. */
export function placesOf({ cells }: SiteEvidence): ReadonlyMap<string, readonly SiteCell[]> {
  const places = new Map<string, SiteCell[]>()
  for (const cell of cells) {
    for (const place of new Set([...cell.places, EVERYWHERE])) {
      const known = places.get(place)
      if (known === undefined) places.set(place, [cell])
      else known.push(cell)
    }
  }
  return places
}
