import { inSlices } from '#metrics/index.ts'
import type { CreativeEvidence, PlacedDays, RankInput } from '#stats/index.ts'

/** Everything of a ranking's input as a few long columns: handed to a thread whole, where 10,000 objects are copied one by one. */
export interface PackedInput {
  readonly rest: Omit<RankInput, 'creatives'>
  readonly ids: readonly string[]
  readonly strata: readonly string[]
  readonly places: readonly string[]
  /** Cells of creative i are [cellStart[i], cellStart[i + 1]), its series [seriesStart[i], seriesStart[i + 1]). */
  readonly cellStart: Int32Array
  readonly cellStratum: Int32Array
  readonly exposure: Float64Array
  readonly conversions: Float64Array
  readonly seriesStart: Int32Array
  readonly seriesPlace: Int32Array
  /** Days of series j are [dayStart[j], dayStart[j + 1]). */
  readonly dayStart: Int32Array
  readonly day: Float64Array
  readonly dayExposure: Float64Array
  readonly dayConversions: Float64Array
}

/** Numbers texts in the order they are first met. */
class Names {
  readonly all: string[] = []
  readonly #places = new Map<string, number>()

  numberOf(name: string): number {
    const known = this.#places.get(name)
    if (known !== undefined) return known
    this.#places.set(name, this.all.length)
    this.all.push(name)
    return this.all.length - 1
  }
}

function seriesOf({ cells, placedDays }: CreativeEvidence): readonly PlacedDays[] {
  return (
    placedDays ?? cells.flatMap(({ stratum, days }) => (days === undefined ? [] : [{ place: stratum, days }]))
  )
}

/** The input of a ranking in columns, and the memory that may be handed over with it. */
export async function packInput({
  creatives,
  ...rest
}: RankInput): Promise<{ packed: PackedInput; memory: ArrayBuffer[] }> {
  const strata = new Names()
  const places = new Names()
  const series = creatives.map(seriesOf)
  const cells = creatives.reduce((sum, creative) => sum + creative.cells.length, 0)
  const seriesCount = series.reduce((sum, own) => sum + own.length, 0)
  const days = series.reduce(
    (sum, own) => own.reduce((total, { days: { day } }) => total + day.length, sum),
    0,
  )
  const cellStart = new Int32Array(creatives.length + 1)
  const cellStratum = new Int32Array(cells)
  const exposure = new Float64Array(cells)
  const conversions = new Float64Array(cells)
  const seriesStart = new Int32Array(creatives.length + 1)
  const seriesPlace = new Int32Array(seriesCount)
  const dayStart = new Int32Array(seriesCount + 1)
  const day = new Float64Array(days)
  const dayExposure = new Float64Array(days)
  const dayConversions = new Float64Array(days)
  let cell = 0
  let number = 0
  let at = 0
  await inSlices(creatives, (creative, i) => {
    for (const own of creative.cells) {
      cellStratum[cell] = strata.numberOf(own.stratum)
      exposure[cell] = own.exposure
      conversions[cell] = own.conversions
      cell += 1
    }
    cellStart[i + 1] = cell
    for (const { place, days: own } of series[i] ?? []) {
      seriesPlace[number] = places.numberOf(place)
      day.set(own.day, at)
      dayExposure.set(own.exposure, at)
      dayConversions.set(own.conversions, at)
      at += own.day.length
      number += 1
      dayStart[number] = at
    }
    seriesStart[i + 1] = number
  })
  const columns = {
    cellStart,
    cellStratum,
    exposure,
    conversions,
    seriesStart,
    seriesPlace,
    dayStart,
    day,
    dayExposure,
    dayConversions,
  }
  return {
    packed: { rest, ids: creatives.map(({ id }) => id), strata: strata.all, places: places.all, ...columns },
    memory: Object.values(columns).map(({ buffer }) => buffer),
  }
}

/** The input a packed one was made of; its days are views of the columns. */
export function unpackInput(packed: PackedInput): RankInput {
  const { rest, ids, strata, places, cellStart, seriesStart, dayStart } = packed
  const creatives = ids.map((id, i): CreativeEvidence => {
    const cells = []
    for (let k = cellStart[i] ?? 0; k < (cellStart[i + 1] ?? 0); k += 1) {
      cells.push({
        stratum: strata[packed.cellStratum[k] ?? 0] ?? '',
        exposure: packed.exposure[k] ?? 0,
        conversions: packed.conversions[k] ?? 0,
      })
    }
    const placedDays = []
    for (let j = seriesStart[i] ?? 0; j < (seriesStart[i + 1] ?? 0); j += 1) {
      const from = dayStart[j] ?? 0
      const to = dayStart[j + 1] ?? 0
      placedDays.push({
        place: places[packed.seriesPlace[j] ?? 0] ?? '',
        days: {
          day: packed.day.subarray(from, to),
          exposure: packed.dayExposure.subarray(from, to),
          conversions: packed.dayConversions.subarray(from, to),
        },
      })
    }
    return { id, cells, placedDays }
  })
  return { ...rest, creatives }
}
