import { type Computed, isComputed, notComputed } from '../not-computed.ts'
import { gammaLower } from '../special/incomplete-gamma.ts'
import { evidenceAt, FALLS, firstAlarm, type RunningSums } from './change-evidence.ts'
import { forecastRate } from './forecast.ts'
import { CREATIVE_SHAPE } from './group-levels.ts'
import { type Judged, type Judging, sumOf } from './judged.ts'
import { dated, declineBetween, declineFrom, locateChange } from './locate-change.ts'
import { lookAhead } from './look-ahead.ts'
import { lostSince } from './lost-since.ts'
import type { Decline, FatigueReading, FatigueState } from './types.ts'

const EXHAUSTED = 0.8
const NEWEST_DAYS = 7

/** What is to be said of one creative. */
export function readCreative(id: string, creative: number, own: Judged, judging: Judging): FatigueReading {
  const { settings, hazard } = judging
  const { baseline, days, phi, sums, start } = own
  const plain = { id, baseline, phi }
  const end = days.day.length
  if (start === null) {
    const why = notComputed(
      'not_enough_data',
      `a baseline needs ${settings.baselineDays} days and ${settings.baselineConversions} conversions`,
    )
    return {
      ...plain,
      state: 'not_enough_data',
      learnt: why,
      alarm: null,
      evidence: why,
      probability: why,
      change: why,
      decline: why,
      sinceBaseline: why,
      lost: why,
      forecast: why,
      ahead: why,
      places: [],
      watchedDays: 0,
      falseAlarm: 0,
    }
  }
  const watchedDays = end - start
  const evidence = evidenceAt(sums, start, end, FALLS)
  const alarm = firstAlarm(sums, start, end, settings.threshold)
  const common = {
    ...plain,
    learnt: {
      from: days.day[0] ?? 0,
      to: days.day[start - 1] ?? 0,
      conversions: sumOf(days.conversions, 0, start),
    },
    alarm: alarm < 0 ? null : (days.day[alarm] ?? null),
    evidence: Number.isFinite(evidence) ? evidence : Number.MAX_VALUE,
    probability: Number.isFinite(evidence) ? (hazard * evidence) / (1 + hazard * evidence) : 1,
    watchedDays,
    falseAlarm: Math.min(1, watchedDays / settings.threshold),
  }
  if (alarm < 0) {
    const why = notComputed('no_change', 'its rate has not fallen for sure')
    const state = watchedDays < settings.freshDays ? 'fresh' : 'stable'
    return {
      ...common,
      state,
      change: why,
      decline: why,
      sinceBaseline: why,
      lost: why,
      forecast: why,
      ahead: why,
      places: [],
    }
  }
  const found = locateChange(sums, start, end)
  const decline = declineFrom(sums, found.index, settings.level)
  const since = found.index
  const lost = lostSince(creative, own, since, judging)
  const forecast = forecastRate(
    days.day.subarray(since),
    days.conversions.subarray(since),
    days.expected.subarray(since),
    phi,
  )
  const state = stateOf(own, since, decline, judging)
  const little = notComputed(
    'no_change',
    `it lost less than ${Math.round(100 * judging.settings.smallestEffect)} % of its rate, which is no wear`,
  )
  return {
    ...common,
    state,
    change: dated(found, days.day),
    decline,
    sinceBaseline: newestAgainstBaseline(sums, start, settings.level),
    lost: state === 'stable' ? little : lost,
    forecast,
    ahead: state === 'stable' ? little : lookAhead(days, since, lost.level, forecast),
    places: placesOf(creative, days.day[since] ?? 0, phi, judging),
  }
}

function newestAgainstBaseline({ conversions, expected }: RunningSums, start: number, level: number) {
  const end = conversions.length - 1
  const from = Math.max(start, end - NEWEST_DAYS)
  return declineBetween(
    { conversions: conversions[start] ?? 0, exposure: expected[start] ?? 0 },
    {
      conversions: (conversions[end] ?? 0) - (conversions[from] ?? 0),
      exposure: (expected[end] ?? 0) - (expected[from] ?? 0),
    },
    level,
  )
}

function stateOf(own: Judged, since: number, decline: Computed<Decline>, judging: Judging): FatigueState {
  const { settings } = judging
  if (!isComputed(decline) || decline.estimate < settings.smallestEffect) return 'stable'
  return probabilityDown(own, since, judging) >= EXHAUSTED ? 'exhausted' : 'fatiguing'
}

/** Chance that the rate since the change lies below that of the other creatives by more than matters; 0 without others. */
function probabilityDown({ baseline, sums }: Judged, since: number, { group, settings }: Judging): number {
  const [own, ownExpected] = [sums.conversions.at(-1) ?? 0, sums.expected.at(-1) ?? 0]
  const conversions = group.conversions - own
  const expected = group.expected - ownExpected
  if (baseline === 'own' || !(conversions > 0 && expected > 0)) return 0
  const level = conversions / expected
  const shape = CREATIVE_SHAPE + own - (sums.conversions[since] ?? 0)
  const rate = CREATIVE_SHAPE / level + ownExpected - (sums.expected[since] ?? 0)
  return gammaLower(shape, rate * (1 - settings.smallestEffect) * level)
}

/** Where it wears out: the plain rate before and after in each parent that has conversions on both sides. */
function placesOf(creative: number, day: number, phi: number, { table, settings }: Judging) {
  const sides = new Map<number, { before: Side; after: Side }>()
  for (const { stratum, days } of table.rowsOf[creative] ?? []) {
    const parent = table.parentOf[stratum] ?? 0
    const known = sides.get(parent) ?? { before: new Side(), after: new Side() }
    sides.set(parent, known)
    for (let d = 0; d < days.day.length; d++) {
      const side = (days.day[d] ?? 0) < day ? known.before : known.after
      side.conversions += (days.conversions[d] ?? 0) / phi
      side.exposure += (days.exposure[d] ?? 0) / phi
    }
  }
  if (sides.size < 2) return []
  return [...sides].flatMap(([parent, { before, after }]) => {
    const decline = declineBetween(before, after, settings.level)
    return isComputed(decline) ? [{ parent: table.parents[parent] ?? '', decline }] : []
  })
}

class Side {
  conversions = 0
  exposure = 0
}
