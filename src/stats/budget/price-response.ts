import { type Computed, notComputed } from '../not-computed.ts'
import { studentQuantile } from '../special/student-t.ts'
import type { PricedDays, PriceResponse } from './types.ts'

const LEVEL = 0.95
const LEAST_DAYS = 7
const LEAST_OBJECTS = 5
/** Half of an interval beyond which a response says nothing a plan could use. */
const WIDEST = 0.2
const ROUNDS = 30
const STILL = 1e-9

interface Columns {
  readonly object: Int32Array
  readonly objects: number
  readonly day: Int32Array
  readonly days: number
  readonly money: Float64Array
  readonly shown: Float64Array
}

interface Slope {
  readonly slope: number
  readonly error: number
}

function columnsOf(series: readonly PricedDays[]): Columns {
  const [object, day, money, shown]: [number[], number[], number[], number[]] = [[], [], [], []]
  let objects = 0
  for (const own of series) {
    const spending = Array.from(own.day).flatMap((at, d) => {
      const [spend, impressions] = [own.spend[d] ?? 0, own.impressions[d] ?? 0]
      return spend > 0 && impressions > 0 ? [{ at, spend, impressions }] : []
    })
    if (spending.length < LEAST_DAYS) continue
    for (const { at, spend, impressions } of spending) {
      object.push(objects)
      day.push(at)
      money.push(Math.log(spend))
      shown.push(Math.log(impressions))
    }
    objects++
  }
  const first = day.reduce((least, at) => Math.min(least, at), Infinity)
  const last = day.reduce((most, at) => Math.max(most, at), -Infinity)
  return {
    object: Int32Array.from(object),
    objects,
    day: Int32Array.from(day, (at) => at - first),
    days: day.length === 0 ? 0 : last - first + 1,
    money: Float64Array.from(money),
    shown: Float64Array.from(shown),
  }
}

/** Takes the mean of each group out of a column; the largest of them. */
function demean(column: Float64Array, group: Int32Array, groups: number): number {
  const sums = new Float64Array(groups)
  const counts = new Float64Array(groups)
  column.forEach((value, cell) => {
    const at = group[cell] ?? 0
    sums[at] = (sums[at] ?? 0) + value
    counts[at] = (counts[at] ?? 0) + 1
  })
  const means = sums.map((sum, at) => ((counts[at] ?? 0) > 0 ? sum / (counts[at] ?? 1) : 0))
  for (let cell = 0; cell < column.length; cell++)
    column[cell] = (column[cell] ?? 0) - (means[group[cell] ?? 0] ?? 0)
  return means.reduce((most, mean) => Math.max(most, Math.abs(mean)), 0)
}

/** Takes the means of objects and of days out of both columns, in turns. */
function center({ object, objects, day, days, money, shown }: Columns): void {
  for (const column of [money, shown])
    for (let round = 0; round < ROUNDS; round++) {
      const most = demean(column, object, objects)
      if (Math.max(most, demean(column, day, days)) < STILL) break
    }
}

/** Least squares of y on x, its error robust to how the days of one object hang together. */
function slopeOf({ object, objects }: Columns, x: Float64Array, y: Float64Array): Slope | null {
  let [squares, products] = [0, 0]
  x.forEach((value, cell) => {
    squares += value * value
    products += value * (y[cell] ?? 0)
  })
  if (!(squares > STILL * x.length)) return null
  const slope = products / squares
  const scores = new Float64Array(objects)
  x.forEach((value, cell) => {
    const at = object[cell] ?? 0
    scores[at] = (scores[at] ?? 0) + value * ((y[cell] ?? 0) - slope * value)
  })
  const meat = scores.reduce((sum, score) => sum + score * score, 0)
  return { slope, error: Math.sqrt((meat * objects) / (objects - 1)) / squares }
}

/**
 * How many per cent more impressions one per cent more money buys, within objects and apart from what a day did to all of
 * them. Noise of the price biases it down where money is set and impressions follow, up where money follows impressions:
 * the interval holds both readings, and the estimate is their geometric mean.
 */
export function estimatePriceResponse(series: readonly PricedDays[]): Computed<PriceResponse> {
  const columns = columnsOf(series)
  const { objects, money, shown } = columns
  if (objects < LEAST_OBJECTS)
    return notComputed(
      'not_enough_data',
      `fewer than ${LEAST_OBJECTS} of them spent on at least ${LEAST_DAYS} days`,
    )
  center(columns)
  const direct = slopeOf(columns, money, shown)
  const reverse = slopeOf(columns, shown, money)
  if (direct === null || reverse === null || !(direct.slope > 0 && reverse.slope > 0))
    return notComputed('not_enough_data', 'what they spend hardly moves from day to day')
  const t = studentQuantile((1 + LEVEL) / 2, objects - 1)
  const low = direct.slope - t * direct.error
  const high = 1 / Math.max(1e-9, reverse.slope - t * reverse.error)
  if (high - low > 2 * WIDEST)
    return notComputed(
      'not_enough_data',
      `one per cent more money buys between ${low.toFixed(2)} and ${high.toFixed(2)} per cent more impressions: too wide to plan with`,
    )
  return {
    estimate: Math.sqrt(direct.slope / reverse.slope),
    low,
    high,
    level: LEVEL,
    objects,
    days: money.length,
  }
}
