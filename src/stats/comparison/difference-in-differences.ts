import { neighbourPhi } from '../dispersion/neighbour-noise.ts'
import type { DaySeries } from '../dispersion/types.ts'
import { type Computed, isComputed, notComputed } from '../not-computed.ts'
import type { Estimate } from '../ranking/types.ts'
import { normalQuantile } from '../special/normal.ts'
import { studentQuantile } from '../special/student-t.ts'
import { type CommonRatio, mantelHaenszelRatio } from './mantel-haenszel.ts'
import type { Count } from './types.ts'

/** Daily counts place by place, of what was changed and of the rest; days are integers on one scale. */
export interface ChangeInput {
  readonly changed: readonly DaySeries[]
  readonly rest: readonly DaySeries[]
  /** The day of the change, which counts on neither side. */
  readonly day: number
  /** Days before it, and as many after it as there are up to `lastDay`. */
  readonly days: number
  readonly lastDay: number
  readonly level?: number
}

/** One side of the reading: counts before and after, and the ratio of the rates inside the same places. */
export interface BeforeAfter {
  readonly before: Count
  readonly after: Count
  readonly ratio: Computed<CommonRatio>
}

/** How far the two sides drift apart where nothing is known to have changed. */
export interface Drift {
  /** Earlier pairs of windows as long that were looked at. */
  readonly windows: number
  /** Of them, those that moved at least as far. */
  readonly asLarge: number
  /** What the variance was multiplied by; at least 1. */
  readonly factor: number
}

export interface ChangeEffect {
  readonly changed: BeforeAfter
  readonly rest: BeforeAfter
  /** Ratio of what was changed over that of the rest. */
  readonly effect: Computed<Estimate>
  readonly phi: number
  readonly drift: Drift
  readonly afterDays: number
}

const MOST_WINDOWS = 8
/** Windows without drift that the learnt factor starts from. */
const PRIOR_WINDOWS = 2
const FEWEST = 5

interface Window {
  readonly from: number
  readonly to: number
}

function countIn({ day, exposure, conversions }: DaySeries, { from, to }: Window): Count {
  let shown = 0
  let converted = 0
  for (let d = 0; d < day.length; d++) {
    const at = day[d] ?? Number.NaN
    if (!(at >= from && at <= to)) continue
    shown += exposure[d] ?? 0
    converted += conversions[d] ?? 0
  }
  return { exposure: shown, conversions: converted }
}

function totalOf(counts: readonly Count[]): Count {
  return counts.reduce(
    (sum, { exposure, conversions }) => ({
      exposure: sum.exposure + exposure,
      conversions: sum.conversions + conversions,
    }),
    { exposure: 0, conversions: 0 },
  )
}

function sideOf(series: readonly DaySeries[], before: Window, after: Window, phi: number, level: number) {
  const firsts = series.map((own) => countIn(own, after))
  const seconds = series.map((own) => countIn(own, before))
  const strata = series.map((_, k) => ({
    stratum: String(k),
    first: firsts[k] ?? { exposure: 0, conversions: 0 },
    second: seconds[k] ?? { exposure: 0, conversions: 0 },
  }))
  return {
    before: totalOf(seconds),
    after: totalOf(firsts),
    ratio: mantelHaenszelRatio(strata, { phi, level }),
  }
}

/** Days of all places together, so that what they share is in the noise. */
function wholeOf(series: readonly DaySeries[]): DaySeries {
  const days = new Map<number, { exposure: number; conversions: number }>()
  for (const { day, exposure, conversions } of series) {
    for (let d = 0; d < day.length; d++) {
      const at = day[d] ?? Number.NaN
      const sum = days.get(at) ?? { exposure: 0, conversions: 0 }
      sum.exposure += exposure[d] ?? 0
      sum.conversions += conversions[d] ?? 0
      days.set(at, sum)
    }
  }
  const ordered = [...days].toSorted(([a], [b]) => a - b)
  return {
    day: ordered.map(([day]) => day),
    exposure: ordered.map(([, sum]) => sum.exposure),
    conversions: ordered.map(([, sum]) => sum.conversions),
  }
}

interface LogEffect {
  readonly log: number
  readonly variance: number
}

function logEffect(changed: BeforeAfter, rest: BeforeAfter): LogEffect | null {
  const few = [changed, rest].some(({ before, after }) =>
    [before, after].some(({ conversions }) => conversions < FEWEST),
  )
  if (few || !isComputed(changed.ratio) || !isComputed(rest.ratio)) return null
  return {
    log: Math.log(changed.ratio.ratio / rest.ratio.ratio),
    variance: changed.ratio.logVariance + rest.ratio.logVariance,
  }
}

/**
 * What a change did to a rate: after over before inside the same places (Mantel–Haenszel), over the same of the rest, with
 * φ of the days; the variance is widened by what the same reading gives at earlier days on which nothing changed.
 */
export function differenceInDifferences(input: ChangeInput): ChangeEffect {
  const { changed, rest, day, days, lastDay, level = 0.95 } = input
  const afterDays = Math.max(0, Math.min(days, lastDay - day))
  const phi = neighbourPhi([wholeOf(changed), wholeOf(rest)].filter((all) => all.day.length > 0))
  const read = (at: number, length: number) => {
    const before = { from: at - days, to: at - 1 }
    const after = { from: at + 1, to: at + length }
    return {
      changed: sideOf(changed, before, after, phi, level),
      rest: sideOf(rest, before, after, phi, level),
    }
  }
  const found = read(day, afterDays)
  const own = logEffect(found.changed, found.rest)
  const firstDay = wholeOf([...changed, ...rest]).day[0] ?? day
  const earlier = Array.from({ length: MOST_WINDOWS }, (_, k) => day - 1 - afterDays * (k + 1))
    .filter((at) => afterDays > 0 && at - days >= firstDay)
    .flatMap((at) => {
      const then = read(at, afterDays)
      return logEffect(then.changed, then.rest) ?? []
    })
  const squares = earlier.reduce((sum, { log, variance }) => sum + log ** 2 / variance, 0)
  const factor = Math.max(1, (PRIOR_WINDOWS + squares) / (PRIOR_WINDOWS + earlier.length))
  const drift = {
    windows: earlier.length,
    asLarge: earlier.filter(({ log }) => own !== null && Math.abs(log) >= Math.abs(own.log)).length,
    factor,
  }
  return { ...found, effect: effectOf(), phi, drift, afterDays }

  function effectOf(): Computed<Estimate> {
    if (rest.length === 0) return notComputed('not_comparable', 'nothing stayed unchanged to hold it against')
    if (afterDays === 0) return notComputed('no_days', 'no day after the change is mature yet')
    if (own === null)
      return notComputed(
        'not_enough_data',
        `before or after it, what was changed or the rest has fewer than ${FEWEST} conversions in the places both ran in`,
      )
    const p = (1 + level) / 2
    const quantile = factor > 1 ? studentQuantile(p, PRIOR_WINDOWS + drift.windows) : normalQuantile(p)
    const width = quantile * Math.sqrt(own.variance * factor)
    return {
      estimate: Math.exp(own.log),
      low: Math.exp(own.log - width),
      high: Math.exp(own.log + width),
      level,
    }
  }
}
