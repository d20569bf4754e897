import type { FatigueAnswer, FatigueSeries } from '#schema/answer/fatigue-answer.ts'
import { dayOf } from '#schema/day-number.ts'
import type { Note } from '#schema/note.ts'
import { writeCount } from '#schema/write-count.ts'
import {
  type Computed,
  type Decline,
  type FatigueAhead,
  type FatigueReading,
  type FatigueResult,
  type FatigueSettings,
  isComputed,
} from '#stats/index.ts'
import { detectBeside } from './detect-beside.ts'
import { missingDays } from './missing-days.ts'
import { refreshQueue } from './refresh-queue.ts'
import { withoutSilentDays } from './silent-days.ts'
import type { WatchedObject } from './watched-object.ts'

const NEWEST_DAYS = 7
const STATES = ['exhausted', 'fatiguing', 'stable', 'fresh', 'not_enough_data'] as const
const NO_DECLINE = { estimate: null, low: null, high: null }

/** The value, or `null` with the reason noted under its field. */
function read<T>(reasons: Record<string, string>, field: string, value: Computed<T>): T | null {
  if (isComputed(value)) return value
  reasons[field] = value.notComputed
  return null
}

function declineOf(decline: Decline | null): FatigueSeries['decline'] {
  return decline === null ? NO_DECLINE : { estimate: decline.estimate, low: decline.low, high: decline.high }
}

type NetworkDecline = FatigueSeries['networks'][number]

/** The network first on which the rate fell most; where none is known, and among equals, by name. */
function byFall(a: NetworkDecline, b: NetworkDecline): number {
  const fall = ({ decline }: NetworkDecline) => decline.estimate ?? -Number.MAX_VALUE
  return fall(b) - fall(a) || (a.network < b.network ? -1 : 1)
}

interface Sums {
  impressions: number
  conversions: number
  spend: number | null
}

/** Sums of an object over its days from one on; its spend is `null` where some place does not tell it. */
function sumsFrom({ places }: WatchedObject, first: number): Sums {
  const sums: Sums = { impressions: 0, conversions: 0, spend: 0 }
  for (const { day, impressions, conversions, spend } of places) {
    for (let d = 0; d < day.length; d++) {
      if ((day[d] ?? 0) < first) continue
      sums.impressions += impressions[d] ?? 0
      sums.conversions += conversions[d] ?? 0
      if (spend === null || sums.spend === null) sums.spend = null
      else sums.spend += spend[d] ?? 0
    }
  }
  return sums
}

const lastDayOf = ({ places }: WatchedObject) =>
  places.reduce((most, { day }) => Math.max(most, day.at(-1) ?? 0), 0)

/** Money of the days to come that buys nothing: as much a day as in the newest week. */
function spendAhead(object: WatchedObject, { days, conversions, lost }: FatigueAhead): number | null {
  const { spend } = sumsFrom(object, lastDayOf(object) - NEWEST_DAYS + 1)
  return spend === null || !(conversions + lost > 0)
    ? null
    : ((spend / NEWEST_DAYS) * days * lost) / (conversions + lost)
}

const hasFallen = (reading: FatigueReading | undefined) => reading?.alarm != null

function whereOf(ctr: FatigueReading | undefined, cvr: FatigueReading | undefined): FatigueSeries['where'] {
  if (hasFallen(ctr)) return hasFallen(cvr) ? 'both' : 'ctr'
  return hasFallen(cvr) ? 'cvr' : null
}

function seriesOf(
  object: WatchedObject,
  reading: FatigueReading,
  beside: { readonly ctr: FatigueReading | undefined; readonly cvr: FatigueReading | undefined } | null,
  newest: number,
): FatigueSeries {
  const why: Record<string, string> = {}
  const learnt = read(why, 'baseline', reading.learnt)
  const change = read(why, 'changed', reading.change)
  const decline = read(why, 'decline', reading.decline)
  const sinceBaseline = read(why, 'sinceBaseline', reading.sinceBaseline)
  const lost = read(why, 'lost', reading.lost)
  const forecast = read(why, 'forecast', reading.forecast)
  const isShown = lastDayOf(object) > newest - NEWEST_DAYS
  const ahead = isShown ? read(why, 'ahead', reading.ahead) : null
  if (!isShown) why.ahead = 'it is not shown any more'
  const probability = read(why, 'probability', reading.probability)
  const since = change === null ? null : sumsFrom(object, change.day)
  const would = (lost?.conversions ?? 0) + (since?.conversions ?? 0)
  const spend =
    since === null || since.spend === null || lost === null || !(would > 0)
      ? null
      : (since.spend * lost.conversions) / would
  if (lost !== null && spend === null) why['lost.spend'] = 'no spend is known of these days'
  const aheadSpend = ahead === null ? null : spendAhead(object, ahead)
  if (ahead !== null && aheadSpend === null) why['ahead.spend'] = 'no spend is known of the newest days'
  const where = change === null || beside === null ? null : whereOf(beside.ctr, beside.cvr)
  if (change !== null && where === null)
    why.where = beside === null ? 'no clicks are known' : 'neither rate fell for sure by itself'
  if (forecast !== null && forecast.halfLife === null)
    why['forecast.halfLife'] = 'it does not surely go on falling'
  const { impressions, conversions } = sumsFrom(object, Number.NEGATIVE_INFINITY)
  return {
    creative: object.name,
    key: object.key,
    state: reading.state,
    changed: change === null ? null : dayOf(change.day),
    changedWithin: change === null ? null : { from: dayOf(change.from), to: dayOf(change.to) },
    alarmed: reading.alarm === null ? null : dayOf(reading.alarm),
    decline: declineOf(decline),
    sinceBaseline: declineOf(sinceBaseline),
    lost: { installs: lost?.conversions ?? null, spend },
    lostAgainst: lost?.against ?? null,
    falseAlarm: reading.falseAlarm,
    probability,
    where,
    networks: reading.places
      .filter(({ parent }) => parent !== '')
      .map(({ parent, decline: own }) => ({ network: parent, decline: declineOf(own) }))
      .toSorted(byFall),
    forecast: {
      perDay: forecast === null ? null : Math.expm1(forecast.slope),
      halfLife: forecast?.halfLife ?? null,
    },
    ahead: { days: ahead?.days ?? null, installs: ahead?.lost ?? null, spend: aheadSpend },
    baseline: {
      against: reading.baseline,
      from: learnt === null ? null : dayOf(learnt.from),
      to: learnt === null ? null : dayOf(learnt.to),
      conversions: learnt?.conversions ?? null,
    },
    impressions,
    conversions,
    watchedDays: reading.watchedDays,
    notComputed: why,
  }
}

function notesOf({ creatives, common, expectedFalseAlarms, hazard }: FatigueResult): readonly Note[] {
  const notes: Note[] = []
  if (isComputed(common)) {
    const { estimate } = common.decline
    notes.push({
      code: 'common_fall',
      severity: 'warning',
      message: `All creatives together convert ${Math.round(100 * estimate)} % less since ${dayOf(common.change.day)}, at the same mix: look at the app, its store page and the tracking first. It is no creative’s fatigue, and none is blamed for it.`,
    })
  }
  const watched = creatives.filter(({ watchedDays }) => watchedDays > 0).length
  if (watched > 0) {
    const alarms = creatives.filter(({ alarm }) => alarm !== null).length
    notes.push({
      code: 'false_alarms',
      severity: 'info',
      message: `Alarms: ${writeCount(alarms)} of ${writeCount(watched)} watched. Were all healthy, at most ${writeCount(expectedFalseAlarms, 2)} would be expected over these days; chance of wearing out on a day: ${(100 * hazard.perDay).toFixed(1)} % (${hazard.learnt ? 'learnt here' : 'assumed'}).`,
    })
  }
  if (watched === 0 && creatives.length > 0) {
    notes.push({
      code: 'nothing_watched',
      severity: 'info',
      message: `Nothing is watched yet, ${writeCount(creatives.length)} wait: watching one begins after 7 days and 50 conversions.`,
    })
  }
  const own = creatives.filter(({ baseline, watchedDays }) => baseline === 'own' && watchedDays > 0).length
  if (own > 0) {
    notes.push({
      code: 'own_baseline',
      severity: 'warning',
      message: `Held against their own weekdays, because the others bring less than half of their conversions: ${writeCount(own)}. A fall of the whole market looks like fatigue there, and the bound of false alarms does not hold.`,
    })
  }
  return notes
}

/** Every object with its state, the worst first, and what is to be said of all of them. */
export async function readSeries(
  given: readonly WatchedObject[],
  settings: Partial<FatigueSettings>,
): Promise<Pick<FatigueAnswer, 'series' | 'refresh' | 'notes'>> {
  const { objects, notes } = withoutSilentDays(given)
  const { whole, ctr, cvr } = await detectBeside({ objects, settings })
  const newest = objects.reduce((most, object) => Math.max(most, lastDayOf(object)), 0)
  const series = objects.flatMap((object, index) => {
    const reading = whole.creatives[index]
    if (reading === undefined) return []
    const beside =
      ctr === null || cvr === null ? null : { ctr: ctr.creatives[index], cvr: cvr.creatives[index] }
    return [seriesOf(object, reading, beside, newest)]
  })
  return {
    refresh: refreshQueue(series),
    series: series.toSorted(
      (a, b) =>
        STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
        (b.lost.spend ?? 0) - (a.lost.spend ?? 0) ||
        (b.lost.installs ?? 0) - (a.lost.installs ?? 0) ||
        b.impressions - a.impressions ||
        a.creative.localeCompare(b.creative),
    ),
    notes: [...missingDays(given), ...notes, ...notesOf(whole)],
  }
}
