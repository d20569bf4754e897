import type { DaySeries } from '../dispersion/types.ts'
import { type NotComputed, notComputed } from '../not-computed.ts'
import { writeCount } from '../write-count.ts'
import type { CreativeEvidence, RankInput } from './types.ts'

/** The counts of one question as flat columns; the cells of creative i are [start[i], start[i + 1]). */
export interface CellTable {
  readonly creatives: number
  readonly strata: readonly string[]
  readonly start: Int32Array
  readonly creative: Int32Array
  readonly stratum: Int32Array
  readonly exposure: Float64Array
  readonly conversions: Float64Array
  /** Which of the given cells each one is, to find its day series again. */
  readonly source: readonly CreativeEvidence[]
}

const LEAST_COUNT = 1e-6
const MOST_COUNT = 1e15

/** The creative with counts below 1e-6 taken as 0, so that nothing divides by a denormal number. */
export function withoutTraces(creative: CreativeEvidence): CreativeEvidence {
  const trace = (x: number) => x > 0 && x < LEAST_COUNT
  if (!creative.cells.some((cell) => trace(cell.exposure) || trace(cell.conversions))) return creative
  const cells = creative.cells.map((cell) => ({
    ...cell,
    exposure: trace(cell.exposure) ? 0 : cell.exposure,
    conversions: trace(cell.conversions) || trace(cell.exposure) ? 0 : cell.conversions,
  }))
  return { ...creative, cells }
}

/** Why a creative's counts cannot be used, or null when they can. */
export function refusal(creative: CreativeEvidence, repeatable: boolean): NotComputed | null {
  let exposure = 0
  for (const cell of creative.cells) {
    const { exposure: n, conversions: c } = cell
    if (!(n >= 0 && n < MOST_COUNT && c >= 0 && c < MOST_COUNT)) {
      return notComputed(
        'invalid_counts',
        `counts must lie between 0 and 1e15, found ${writeCount(c)} conversions of ${writeCount(n)}`,
      )
    }
    if (n === 0 && c > 0)
      return notComputed('no_exposure', `${writeCount(c)} conversions without any exposure`)
    if (!repeatable && c > n) {
      return notComputed(
        'more_conversions_than_exposure',
        `${writeCount(c)} conversions of ${writeCount(n)} although each converts once at most`,
      )
    }
    if (cell.days !== undefined && !isUsable(cell.days)) {
      return notComputed(
        'invalid_counts',
        `daily counts of stratum ${cell.stratum} are of unequal length or not counts`,
      )
    }
    exposure += n
  }
  for (const { place, days } of creative.placedDays ?? []) {
    if (!isUsable(days)) {
      return notComputed('invalid_counts', `daily counts in ${place} are of unequal length or not counts`)
    }
  }
  return exposure > 0 ? null : notComputed('no_exposure', 'never shown')
}

function isUsable({ day, exposure, conversions }: DaySeries): boolean {
  if (exposure.length !== day.length || conversions.length !== day.length) return false
  for (let d = 0; d < day.length; d++) {
    const n = exposure[d] ?? -1
    const c = conversions[d] ?? -1
    if (!(Number.isInteger(day[d]) && n >= 0 && n < MOST_COUNT && c >= 0 && c < MOST_COUNT)) return false
  }
  return true
}

/** Columns of the creatives that can be used. Cells without exposure are absent; cells of one stratum are added up. */
export function cellTable(creatives: readonly CreativeEvidence[]): CellTable {
  const index = new Map<string, number>()
  const most = creatives.reduce((sum, { cells }) => sum + cells.length, 0)
  const start = new Int32Array(creatives.length + 1)
  const creative = new Int32Array(most)
  const stratum = new Int32Array(most)
  const exposure = new Float64Array(most)
  const conversions = new Float64Array(most)
  let count = 0
  // Where each stratum was last written: at or after the creative's first cell, it is the creative's own.
  const written: number[] = []
  creatives.forEach(({ cells }, i) => {
    const first = count
    for (const cell of cells) {
      if (cell.exposure === 0) continue
      let s = index.get(cell.stratum)
      if (s === undefined) {
        s = index.size
        index.set(cell.stratum, s)
      }
      let at = written[s] ?? -1
      if (at < first) {
        at = count
        written[s] = at
        creative[at] = i
        stratum[at] = s
        count++
      }
      exposure[at] = (exposure[at] ?? 0) + cell.exposure
      conversions[at] = (conversions[at] ?? 0) + cell.conversions
    }
    start[i + 1] = count
  })
  return {
    creatives: creatives.length,
    strata: [...index.keys()],
    start,
    creative: creative.subarray(0, count),
    stratum: stratum.subarray(0, count),
    exposure: exposure.subarray(0, count),
    conversions: conversions.subarray(0, count),
    source: creatives,
  }
}

/** Exposure share per stratum of the mix rates are adjusted to; shares of strata nobody was shown in are dropped. */
export function mixShares(table: CellTable, mix: RankInput['mix']): Float64Array {
  const shares = new Float64Array(table.strata.length)
  if (mix === undefined) {
    for (let k = 0; k < table.stratum.length; k++) {
      const s = table.stratum[k] ?? 0
      shares[s] = (shares[s] ?? 0) + (table.exposure[k] ?? 0)
    }
  } else {
    table.strata.forEach((name, s) => {
      const share = mix[name] ?? 0
      shares[s] = share > 0 && share < Infinity ? share : 0
    })
  }
  const total = shares.reduce((a, b) => a + b, 0)
  return total > 0 ? shares.map((share) => share / total) : shares.fill(1 / Math.max(1, shares.length))
}
