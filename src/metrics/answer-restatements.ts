import type { DriftAtAge, RestatedCount, RestatementsAnswer } from '#schema/answer/restatements-answer.ts'
import { countDays, type Day } from '#schema/day.ts'
import type { Warehouse } from '#warehouse/warehouse.ts'
import { type CountHistory, type DatedCount, readCountHistory } from './restated-versions.ts'

/** Ages in days at which drift is shown. */
const AGES = [0, 1, 2, 3, 5, 7, 14, 21, 28] as const

type Restatements = Pick<RestatementsAnswer, 'days' | 'drift' | 'totals' | 'notComputed'>

/** Days a day was old when a load was observed. */
function ageOf({ day }: DatedCount, load: number, { observed }: CountHistory): number {
  const seen = observed.get(load) ?? day
  return seen < day ? -1 : countDays(day, seen) - 1
}

/** What was believed once the loads that `isKnown` were there, or `null` when nothing was. */
function believed({ versions }: DatedCount, isKnown: (load: number) => boolean): number | null {
  const there = versions.filter(({ load }) => isKnown(load))
  if (there.length === 0) return null
  return there
    .filter(({ replacedBy }) => replacedBy === null || !isKnown(replacedBy))
    .reduce((sum, { amount }) => sum + amount, 0)
}

const now = (count: DatedCount) => believed(count, () => true) ?? 0
const touching = ({ versions }: DatedCount) =>
  versions.flatMap(({ load, replacedBy }) => (replacedBy === null ? [load] : [load, replacedBy]))
const isRestated = ({ versions }: DatedCount) => versions.some(({ replacedBy }) => replacedBy !== null)

function named({ source, sourceLabel, report, field, basis }: DatedCount) {
  return { source, sourceLabel, report, field, basis }
}

const place = (count: DatedCount) => JSON.stringify(Object.values(named(count)))

function driftOf(counts: readonly DatedCount[], history: CountHistory): readonly DriftAtAge[] {
  const [first] = counts
  if (first === undefined) return []
  const oldest = Math.max(
    ...counts.map((count) => Math.max(...touching(count).map((load) => ageOf(count, load, history)))),
  )
  return AGES.filter((age) => age < oldest).flatMap((age) => {
    // Days seen at this age and again later: the others say nothing of what came after.
    const seen = counts.flatMap((count) => {
      const before = believed(count, (load) => ageOf(count, load, history) <= age)
      const later = touching(count).some((load) => ageOf(count, load, history) > age)
      return before === null || !later ? [] : [{ before, after: now(count) }]
    })
    if (seen.length === 0) return []
    const after = seen.reduce((sum, one) => sum + one.after, 0)
    const before = seen.reduce((sum, one) => sum + one.before, 0)
    return {
      ...named(first),
      age,
      days: seen.length,
      added: after === 0 ? null : (after - before) / after,
      notComputed: after === 0 ? { added: `${first.field} is 0 now` } : {},
    }
  })
}

function restatedDay(count: DatedCount, before: number): RestatedCount[] {
  const after = now(count)
  if (after === before) return []
  const change = before === 0 ? null : after / before - 1
  return [{ ...named(count), day: count.day, before, now: after, change }]
}

function notComputedOf(counts: readonly DatedCount[]): Record<string, string> {
  const reasons = [...Map.groupBy(counts, ({ source }) => source)].flatMap(([source, own]) =>
    own.some(isRestated)
      ? []
      : [
          [
            source,
            'no load replaced an earlier one: import the same days again later to see what changed',
          ] as const,
        ],
  )
  return Object.fromEntries(reasons)
}

/**
 * What reports said before and say now, and how much of a day came after it was so many days old. Before is what was
 * known on a day, else what was said first.
 */
export async function answerRestatements(
  { source, asOf }: { readonly source: string | null; readonly asOf: Day | null },
  warehouse: Warehouse,
): Promise<Restatements> {
  const history = await readCountHistory(source, warehouse)
  const { counts, observed } = history
  const before = (count: DatedCount): number | null => {
    if (asOf !== null) return believed(count, (load) => (observed.get(load) ?? asOf) <= asOf)
    const first = Math.min(...touching(count))
    return believed(count, (load) => load <= first)
  }
  const known = counts.flatMap((count) => {
    const earlier = before(count)
    return earlier === null ? [] : [{ count, earlier }]
  })
  const totals = [...Map.groupBy(known, ({ count }) => place(count)).values()].flatMap((own) => {
    const [first] = own
    if (first === undefined) return []
    return {
      ...named(first.count),
      days: own.length,
      before: own.reduce((sum, { earlier }) => sum + earlier, 0),
      now: own.reduce((sum, { count }) => sum + now(count), 0),
    }
  })
  return {
    days: known.flatMap(({ count, earlier }) => restatedDay(count, earlier)),
    drift: [...Map.groupBy(counts.filter(isRestated), place).values()].flatMap((own) =>
      driftOf(own, history),
    ),
    totals: asOf === null ? [] : totals,
    notComputed: notComputedOf(counts),
  }
}
