import type { RestatedTotal, TouchDelay } from '#metrics/index.ts'
import { addDays, countDays, earlierDay, laterDay } from '#schema/day.ts'
import type { DelayEvidence, LearntCurve } from '#schema/learnt-curve.ts'
import {
  type DelayCurve,
  type DelayLink,
  type DelaySums,
  delayCurve,
  delaySums,
  isComputed,
  linkDispersion,
  linkedDelaySums,
  matureAge,
} from '#stats/index.ts'

/** Days, conversions and ages below which nothing is said of delays. */
const LEAST_DAYS = 14
const LEAST_CONVERSIONS = 200
const LEAST_AGES = 7
/** Days and conversions of its own from which on a network has its own curve. */
const NETWORK_DAYS = 7
const NETWORK_CONVERSIONS = 50

/** What is known of the delays of one source and field, of all its networks or of one. */
interface Learnt {
  readonly sums: DelaySums
  readonly dispersion: number
  readonly days: number
  readonly conversions: number
}

function tooLittle({ days, conversions, sums }: Learnt, curve: DelayCurve): string | null {
  if (days < LEAST_DAYS) return `${days} days were seen again, ${LEAST_DAYS} are needed`
  if (conversions < LEAST_CONVERSIONS)
    return `they count ${Math.round(conversions)}, ${LEAST_CONVERSIONS} are needed`
  const oldest = sums.at.length - 1
  if (oldest < LEAST_AGES) return `no day was seen again later than ${oldest} days after it`
  if (matureAge(curve) >= oldest) return `counts still change when days are ${oldest} days old`
  return null
}

function curveOf(
  place: Pick<LearntCurve, 'evidence' | 'source' | 'network' | 'field'>,
  learnt: Learnt,
  parent?: { readonly curve: DelayCurve; readonly tooLittle: string | null },
): { readonly curve: DelayCurve; readonly stored: LearntCurve } | null {
  const curve = delayCurve(learnt.sums, parent?.curve)
  if (!isComputed(curve)) return null
  return {
    curve,
    stored: {
      ...place,
      share: [...curve.share],
      logVariance: [...curve.logVariance].map((variance) => variance * learnt.dispersion),
      dispersion: learnt.dispersion,
      days: learnt.days,
      conversions: learnt.conversions,
      tooLittle: parent === undefined ? tooLittle(learnt, curve) : parent.tooLittle,
    },
  }
}

/** The curve of all networks together, and those of networks that tell enough themselves, drawn to it. */
function curvesOf<Row extends { readonly network: string }>(
  place: Pick<LearntCurve, 'evidence' | 'source' | 'field'>,
  rows: readonly Row[],
  learn: (rows: readonly Row[]) => Learnt,
): readonly LearntCurve[] {
  const all = curveOf({ ...place, network: null }, learn(rows))
  if (all === null) return []
  const networks = Map.groupBy(rows, ({ network }) => network)
  const own = [...networks].flatMap(([network, some]) => {
    if (network === '' || (networks.size === 1 && place.evidence === 'restatements')) return []
    const learnt = learn(some)
    if (learnt.days < NETWORK_DAYS || learnt.conversions < NETWORK_CONVERSIONS) return []
    const parent = { curve: all.curve, tooLittle: all.stored.tooLittle }
    return curveOf({ ...place, network }, learnt, parent)?.stored ?? []
  })
  return [all.stored, ...own]
}

/** Links of the days of some networks together: a day seen twice at the same ages is one. */
function linksByDay(rows: readonly RestatedTotal[]): readonly DelayLink[] {
  const days = Map.groupBy(rows, ({ day, from, to }) => `${day} ${from} ${to}`)
  return [...days.values()].flatMap((own) => {
    const [first] = own
    if (first === undefined) return []
    const sum = (of: (row: RestatedTotal) => number) => own.reduce((total, row) => total + of(row), 0)
    return { from: first.from, to: first.to, before: sum((r) => r.before), after: sum((r) => r.after) }
  })
}

function learnRestated(rows: readonly RestatedTotal[]): Learnt {
  const links = linksByDay(rows)
  const newest = [...Map.groupBy(rows, ({ day }) => day).values()].map((own) => {
    const age = Math.max(...own.map(({ to }) => to))
    return own.filter(({ to }) => to === age).reduce((sum, { after }) => sum + after, 0)
  })
  return {
    sums: linkedDelaySums(links),
    dispersion: linkDispersion(links),
    days: newest.length,
    conversions: newest.reduce((sum, count) => sum + count, 0),
  }
}

/** Of several reports and bases of one count the one that tells most: they count the same conversions. */
function fullest(rows: readonly RestatedTotal[]): readonly RestatedTotal[] {
  const groups = [...Map.groupBy(rows, ({ report, basis }) => `${report}\n${basis}`)]
  const size = (own: readonly RestatedTotal[]) => own.reduce((sum, { after }) => sum + after, 0)
  return (
    groups.toSorted(([a, one], [b, other]) => size(other) - size(one) || a.localeCompare(b))[0]?.[1] ?? []
  )
}

function learnFromRestatements(totals: readonly RestatedTotal[]): readonly LearntCurve[] {
  const evidence: DelayEvidence = 'restatements'
  return [...Map.groupBy(totals, ({ source, field }) => JSON.stringify([source, field])).values()].flatMap(
    (rows) => {
      const [first] = rows
      if (first === undefined) return []
      return curvesOf({ evidence, source: first.source, field: first.field }, fullest(rows), learnRestated)
    },
  )
}

/** Delays of the touch days a log saw from the first install on, each up to the log’s last day. */
function learnTouched(from: string, to: string): (rows: readonly TouchDelay[]) => Learnt {
  return (rows) => {
    const days = [...Map.groupBy(rows, ({ day }) => day)].filter(([day]) => day >= from && day <= to)
    const sums = delaySums(
      days.map(([day, own], index) => {
        const counts = new Float64Array(countDays(day, to))
        for (const { delay, installs } of own)
          if (delay < counts.length) counts[delay] = (counts[delay] ?? 0) + installs
        return { day: index, counts }
      }),
    )
    const installs = days.flatMap(([, own]) => own).reduce((sum, row) => sum + row.installs, 0)
    return { sums, dispersion: 1, days: days.length, conversions: installs }
  }
}

function learnFromTouches(delays: readonly TouchDelay[]): readonly LearntCurve[] {
  return [...Map.groupBy(delays, ({ source }) => source)].flatMap(([source, rows]) => {
    const installed = rows.map(({ day, delay }) => addDays(day, delay))
    const [first, last] = [installed.reduce(earlierDay), installed.reduce(laterDay)]
    return curvesOf({ evidence: 'touches', source, field: 'event.install' }, rows, learnTouched(first, last))
  })
}

/** They stand as they are read again from the store: by evidence, source and field, all networks before each. */
function orderOf({ evidence, source, field, network }: LearntCurve): string {
  return [evidence, source, field, network ?? ''].join('\u0000')
}

/** Learns how late counts come from what later loads said otherwise and from raw logs. */
export function learnCurves(
  restated: readonly RestatedTotal[],
  touched: readonly TouchDelay[],
): readonly LearntCurve[] {
  return [...learnFromRestatements(restated), ...learnFromTouches(touched)].toSorted((a, b) =>
    orderOf(a) < orderOf(b) ? -1 : 1,
  )
}
