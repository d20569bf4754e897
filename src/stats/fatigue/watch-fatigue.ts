import { noiseOfDays } from '../dispersion/neighbour-noise.ts'
import { isComputed, notComputed } from '../not-computed.ts'
import { evidenceAt, FALLS, firstAlarm, RISES, runningSums } from './change-evidence.ts'
import { DaySums, ownDays, peerDays, withSeason } from './expected-days.ts'
import { groupLevels } from './group-levels.ts'
import type { Judged, Judging } from './judged.ts'
import { learnBaseline } from './learn-baseline.ts'
import { dated, declineFrom, locateChange } from './locate-change.ts'
import { fitPeers, type PeerEffects } from './peer-effects.ts'
import { readCreative } from './read-creative.ts'
import {
  DEFAULT_FATIGUE_SETTINGS,
  type ExpectedDays,
  type FatigueInput,
  type FatigueResult,
  type FatigueSettings,
} from './types.ts'
import { type WatchTable, watchTable } from './watch-table.ts'

/** Times creatives that changed are taken from the peers of the others, the clearest first. */
const MOST_PASSES = 5
const LEAST_HISTORIES = 50
const ROUNDS = 20

/**
 * Which creatives wear out: each held against the day effects of the others, with a bounded chance of a false alarm.
 * docs/methods/technical/fatigue.md has the model.
 */
export function watchFatigue({ creatives, settings: asked = {} }: FatigueInput): FatigueResult {
  const settings = { ...DEFAULT_FATIGUE_SETTINGS, ...asked }
  const table = watchTable(creatives.map((creative) => withoutExploration(creative, settings)))
  const until = new Float64Array(creatives.length).fill(Infinity)
  let effects = fitPeers(table, until)
  let judged = judgeAll(table, effects, until, settings)
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    if (!excludeChanged(judged, table, until, settings)) break
    effects = fitPeers(table, until)
    judged = judgeAll(table, effects, until, settings)
  }
  const hazard = learnHazard(judged, settings)
  const strata = table.rowsOf.map((rows) => new Set(rows.map(({ stratum }) => stratum)))
  const judging: Judging = {
    table,
    group: groupLevels(judged, settings.threshold),
    strataOf: (creative) => strata[creative] ?? new Set(),
    settings,
    hazard: hazard.perDay,
  }
  const readings = judged.map((own, creative) =>
    readCreative(creatives[creative]?.id ?? '', creative, own, judging),
  )
  return {
    creatives: readings,
    common: commonFall(table, effects, until, settings),
    expectedFalseAlarms: readings.reduce((sum, { falseAlarm }) => sum + falseAlarm, 0),
    hazard,
  }
}

function withoutExploration(
  creative: FatigueInput['creatives'][number],
  { explorationDays }: FatigueSettings,
): FatigueInput['creatives'][number] {
  if (explorationDays === 0) return creative
  let first = Infinity
  for (const { days } of creative.cells)
    for (let d = 0; d < days.day.length; d++)
      if ((days.exposure[d] ?? 0) > 0) first = Math.min(first, days.day[d] ?? Infinity)
  const keeps = (day: number) => day >= first + explorationDays
  return {
    ...creative,
    cells: creative.cells.map(({ days, ...cell }) => {
      const kept = Array.from(days.day).flatMap((day, d) => (keeps(day) ? [d] : []))
      return {
        ...cell,
        days: {
          day: kept.map((d) => days.day[d] ?? 0),
          exposure: kept.map((d) => days.exposure[d] ?? 0),
          conversions: kept.map((d) => days.conversions[d] ?? 0),
        },
      }
    }),
  }
}

/** Every creative's days against what was expected of it, its noise, and where its baseline ends. */
function judgeAll(
  table: WatchTable,
  effects: PeerEffects,
  until: ArrayLike<number>,
  settings: FatigueSettings,
): readonly Judged[] {
  const lent = new DaySums(table.days)
  const found = table.rowsOf.map((_, creative) => {
    const peers = peerDays(table, effects, creative, until[creative] ?? Infinity, lent)
    return peers === null
      ? { baseline: 'own' as const, days: ownDays(table, effects, creative) }
      : { baseline: 'peers' as const, days: peers }
  })
  const noiseOf = (kind: 'own' | 'peers') =>
    noiseOfDays(found.map(({ baseline, days }) => (baseline === kind ? days : null)))
  const noise = { own: noiseOf('own'), peers: noiseOf('peers') }
  return found.map(({ baseline, days }, creative) => {
    const phi = noise[baseline][creative] ?? 1
    return { baseline, days, phi, sums: sumsOf(days, phi), start: learnBaseline(days, settings) }
  })
}

function sumsOf({ conversions, expected, looseness }: ExpectedDays, phi: number) {
  let total = 0
  let all = 0
  for (let d = 0; d < conversions.length; d++) {
    total += conversions[d] ?? 0
    all += expected[d] ?? 0
  }
  const level = all > 0 ? total / all : 0
  return runningSums(
    conversions,
    expected,
    (d) => phi * (1 + level * (expected[d] ?? 0) * (looseness[d] ?? 0)),
  )
}

/**
 * Takes the creatives that changed most clearly out of the peers from their day on: one that rises would otherwise look like
 * the fall of all others. True when there was one.
 */
function excludeChanged(
  judged: readonly Judged[],
  { firstDay }: WatchTable,
  until: Float64Array,
  { threshold }: FatigueSettings,
): boolean {
  const changed: { creative: number; evidence: number; at: number }[] = []
  judged.forEach(({ days, sums, start, baseline }, creative) => {
    if (start === null || baseline === 'own' || until[creative] !== Infinity) return
    const end = days.day.length
    for (const shares of [FALLS, RISES]) {
      const evidence = evidenceAt(sums, start, end, shares)
      if (evidence < threshold) continue
      const { index } = locateChange(sums, start, end, shares)
      changed.push({ creative, evidence: Math.log(evidence), at: (days.day[index] ?? 0) - firstDay })
    }
  })
  const most = Math.max(0, ...changed.map(({ evidence }) => evidence))
  for (const { creative, evidence, at } of changed)
    if (evidence >= most / 2) until[creative] = Math.min(until[creative] ?? Infinity, at)
  return changed.length > 0
}

/** Chance of wearing out on a day: as assumed, or from 50 watched creatives on as they teach it. */
function learnHazard(judged: readonly Judged[], { hazard }: FatigueSettings): FatigueResult['hazard'] {
  const watched = judged.flatMap(({ start, days, sums }) =>
    start === null || days.day.length <= start
      ? []
      : [{ days: days.day.length - start, evidence: evidenceAt(sums, start, days.day.length, FALLS) }],
  )
  if (watched.length < LEAST_HISTORIES) return { perDay: hazard, learnt: false }
  const all = watched.reduce((sum, { days }) => sum + days, 0)
  let perDay = hazard
  for (let round = 0; round < ROUNDS; round++) {
    let worn = 1
    for (const { evidence } of watched)
      worn += Number.isFinite(evidence) ? (perDay * evidence) / (1 + perDay * evidence) : 1
    perDay = worn / (all + 1 / hazard)
  }
  return { perDay, learnt: true }
}

/** Whether all creatives that did not change by themselves fell together against their seasons, at the mix of each day. */
function commonFall(
  table: WatchTable,
  { creativeLevel, stratumLevel }: PeerEffects,
  until: ArrayLike<number>,
  settings: FatigueSettings,
): FatigueResult['common'] {
  const { days: width, firstDay, rows } = table
  if (table.creatives < 2) return notComputed('only_one_creative', 'one creative alone has nothing in common')
  const conversions = new Float64Array(width)
  const expected = new Float64Array(width)
  for (const { creative, stratum, days } of rows) {
    const level = (creativeLevel[creative] ?? 0) * (stratumLevel[stratum] ?? 0)
    for (let d = 0; d < days.day.length; d++) {
      const at = (days.day[d] ?? 0) - firstDay
      if (at >= (until[creative] ?? Infinity)) continue
      conversions[at] = (conversions[at] ?? 0) + (days.conversions[d] ?? 0)
      expected[at] = (expected[at] ?? 0) + level * (days.exposure[d] ?? 0)
    }
  }
  const at = Int32Array.from(expected.keys().filter((day) => (expected[day] ?? 0) > 0))
  const days = withSeason({
    day: Float64Array.from(at, (day) => day + firstDay),
    conversions: Float64Array.from(at, (day) => conversions[day] ?? 0),
    expected: Float64Array.from(at, (day) => expected[day] ?? 0),
    looseness: new Float64Array(at.length),
  })
  return fallOf(days, settings)
}

function fallOf(days: ExpectedDays, settings: FatigueSettings): FatigueResult['common'] {
  const start = learnBaseline(days, settings)
  if (start === null) return notComputed('not_enough_data', 'there is no baseline yet')
  const [phi = 1] = noiseOfDays([days])
  const sums = sumsOf(days, phi)
  const alarm = firstAlarm(sums, start, days.day.length, settings.threshold)
  if (alarm < 0) return notComputed('no_change', 'they did not fall together')
  const found = locateChange(sums, start, days.day.length)
  const decline = declineFrom(sums, found.index, settings.level)
  if (!isComputed(decline)) return decline
  if (decline.estimate < settings.smallestEffect)
    return notComputed('no_change', 'they did not fall by enough to matter')
  return { change: dated(found, days.day), decline }
}
