import { binFrom, DELAY_BINS, logDelay } from './delay-bins.ts'
import { type Others, type PlaceBaseline, placesOf } from './place-baseline.ts'
import type { FraudSettings, SiteCell, SiteEvidence } from './types.ts'

const QUIET_HOURS = 6
/** A baseline without a night tells nothing of robots. */
const MOST_QUIET = 0.2
const HALF_MINUTE = Math.log(30)

/** Installs that fall on one side of where the others' do, and the share that should. */
export interface ComparedPart {
  part: number
  whole: number
  /** Expected installs on that side. */
  expected: number
}

/** Mean logarithm of delays inside a window beside that of the others. */
export interface ComparedWindow {
  count: number
  sum: number
  othersSum: number
}

/** What the delays and hours of a site say beside those of the others in the same places. */
export interface DelayFigures {
  readonly early: ComparedPart
  readonly late: ComparedPart
  readonly quiet: ComparedPart
  readonly all: ComparedWindow & { squares: number }
  readonly day: ComparedWindow
  readonly week: ComparedWindow
}

export interface Window {
  readonly from: number
  readonly to: number
}

export const WINDOWS = {
  day: { from: 2 * 3600, to: 86_400 },
  week: { from: 2 * 86_400, to: 7 * 86_400 },
} as const satisfies Record<string, Window>

function shareBelow(delays: Float64Array, installs: number, bin: number): number {
  let sum = 0
  for (let index = 0; index < bin; index += 1) sum += delays[index] ?? 0
  return sum / installs
}

/** The bin up to which at least so large a share of installs is. */
function quantileBin(delays: Float64Array, installs: number, share: number): number {
  let sum = 0
  for (let bin = 0; bin < delays.length; bin += 1) {
    sum += delays[bin] ?? 0
    if (sum >= installs * share) return bin + 1
  }
  return delays.length
}

function countBelow({ delays }: SiteCell, bin: number): number {
  let sum = 0
  delays.bins.forEach((each, index) => {
    if (each < bin) sum += delays.counts[index] ?? 0
  })
  return sum
}

function addPart(into: ComparedPart, part: number, whole: number, share: number): void {
  into.part += part
  into.whole += whole
  into.expected += whole * share
}

function addWindow(
  into: ComparedWindow,
  { delays }: SiteCell,
  others: Others,
  [from, to]: readonly [number, number],
  logOf: (bin: number) => number,
): void {
  let count = 0
  let sum = 0
  delays.bins.forEach((bin, index) => {
    if (bin < from || bin >= to) return
    count += delays.counts[index] ?? 0
    sum += (delays.counts[index] ?? 0) * logOf(bin)
  })
  let othersCount = 0
  let othersSum = 0
  for (let bin = from; bin < to; bin += 1) {
    othersCount += others.delays[bin] ?? 0
    othersSum += (others.delays[bin] ?? 0) * logOf(bin)
  }
  if (othersCount <= 0) return
  into.count += count
  into.sum += sum
  into.othersSum += (count * othersSum) / othersCount
}

function quietHours(
  hours: Float64Array,
): { readonly hours: ReadonlySet<number>; readonly share: number } | null {
  const total = hours.reduce((sum, count) => sum + count, 0)
  if (total <= 0) return null
  const order = [...hours.keys()].sort((a, b) => (hours[a] ?? 0) - (hours[b] ?? 0)).slice(0, QUIET_HOURS)
  const share = order.reduce((sum, hour) => sum + (hours[hour] ?? 0), 0) / total
  return share > MOST_QUIET || share <= 0 ? null : { hours: new Set(order), share }
}

const emptyPart = (): ComparedPart => ({ part: 0, whole: 0, expected: 0 })
const emptyWindow = (): ComparedWindow => ({ count: 0, sum: 0, othersSum: 0 })

function bins({ from, to }: Window): readonly [number, number] {
  return [binFrom(from), binFrom(to)]
}

const DAY_BINS = bins(WINDOWS.day)
const WEEK_BINS = bins(WINDOWS.week)

/** Sums up a site's cells, each beside the others of its place; `null` where nothing is known of others. */
export function delayFigures(
  site: SiteEvidence,
  baseline: PlaceBaseline,
  settings: FraudSettings,
  isToTheMinute: boolean,
): DelayFigures | null {
  const figures = {
    early: emptyPart(),
    late: emptyPart(),
    quiet: emptyPart(),
    all: { ...emptyWindow(), squares: 0 },
    day: emptyWindow(),
    week: emptyWindow(),
  }
  const logOf = (bin: number) => (isToTheMinute && bin === 0 ? HALF_MINUTE : logDelay(bin))
  const places = placesOf(site)
  let isKnown = false
  for (const cell of site.cells) {
    const others = baseline.othersOf(site, places, cell)
    if (others === null) continue
    isKnown = true
    const count = countBelow(cell, DELAY_BINS)
    const fixed = settings.earlySeconds > 0 ? binFrom(settings.earlySeconds) : 0
    const early = Math.max(fixed, quantileBin(others.delays, others.installs, settings.earlyQuantile))
    addPart(figures.early, countBelow(cell, early), count, shareBelow(others.delays, others.installs, early))
    const late = quantileBin(others.delays, others.installs, settings.lateQuantile)
    addPart(
      figures.late,
      count - countBelow(cell, late),
      count,
      1 - shareBelow(others.delays, others.installs, late),
    )
    addWindow(figures.all, cell, others, [0, DELAY_BINS], logOf)
    cell.delays.bins.forEach((bin, index) => {
      figures.all.squares += (cell.delays.counts[index] ?? 0) * logOf(bin) ** 2
    })
    addWindow(figures.day, cell, others, DAY_BINS, logOf)
    addWindow(figures.week, cell, others, WEEK_BINS, logOf)
    const quiet = quietHours(others.hours)
    if (quiet !== null && cell.hours.length > 0) {
      const whole = cell.hours.reduce((sum, each) => sum + each, 0)
      const part = cell.hours.reduce((sum, each, hour) => sum + (quiet.hours.has(hour) ? each : 0), 0)
      addPart(figures.quiet, part, whole, quiet.share)
    }
  }
  return isKnown ? figures : null
}
