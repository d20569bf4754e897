import type { MetricAnswer, MetricContext } from '#metrics/index.ts'
import type { JournalEffectAnswer, ReadSide } from '#schema/answer/journal-effect-answer.ts'
import { addDays, countDays, type Day, earlierDay, laterDay } from '#schema/day.ts'
import type { JournalEntry } from '#schema/journal.ts'
import type { Note } from '#schema/note.ts'
import { type BeforeAfter, differenceInDifferences, isComputed } from '#stats/index.ts'
import { newestCountedDay } from '../evidence/newest-counted-day.ts'
import { changedRows, unchangedRows } from './change-filters.ts'
import { type ChangeQuestion, gatherChange } from './gather-change.ts'

const EPOCH = '1970-01-01'
/** Windows before the change that drift is read from, in lengths of one. */
const EARLIER = 9

export type ReadChange = Omit<JournalEffectAnswer, 'question' | 'freshness' | 'sentence'> & {
  readonly by: readonly string[]
  readonly answer: MetricAnswer
}

const dayNumber = (day: Day) => countDays(EPOCH, day) - 1

function sideOf({ before, after, ratio }: BeforeAfter): ReadSide {
  const count = ({ exposure, conversions }: BeforeAfter['before']) => ({
    impressions: exposure,
    conversions,
    perMille: exposure > 0 ? (1000 * conversions) / exposure : null,
  })
  return {
    before: count(before),
    after: count(after),
    ratio:
      isComputed(ratio) && ratio.high !== null
        ? { estimate: ratio.ratio, low: ratio.low, high: ratio.high }
        : null,
  }
}

function notesOf(
  entry: JournalEntry,
  others: readonly JournalEntry[],
  drift: JournalEffectAnswer['drift'],
  afterDays: number,
  days: number,
): Note[] {
  const notes: Note[] = [
    {
      code: 'observational',
      severity: 'info',
      message:
        'Observational: nothing was assigned at random. Whatever else happened to what was changed on these days is in the effect.',
    },
  ]
  if (others.length > 0)
    notes.push({
      code: 'other_changes',
      severity: 'warning',
      message: `The journal has ${others.length === 1 ? 'another change' : `${others.length} other changes`} in these days (${others.map(({ number, kind, day }) => `${number}: ${kind.replaceAll('_', ' ')}, ${day}`).join('; ')}); what they are about is in no rest.`,
    })
  if (drift.windows === 0)
    notes.push({
      code: 'no_earlier_windows',
      severity: 'warning',
      message:
        'There are too few days before it to see how far the two sides drift apart by themselves: the interval is by chance alone.',
    })
  else if (drift.factor > 1.5)
    notes.push({
      code: 'sides_drift',
      severity: 'warning',
      message: `The two sides drifted apart before, too: of ${drift.windows} earlier pairs of windows ${drift.asLarge} moved at least as far. The interval is widened for it.`,
    })
  if (afterDays > 0 && afterDays < days)
    notes.push({
      code: 'short_after',
      severity: 'info',
      message: `Only ${afterDays} of ${days} days after ${entry.day} are mature yet.`,
    })
  return notes
}

/** Reads a journal entry: rates before and after it inside the same places, held against whatever was not changed. */
export async function readChange(
  entry: JournalEntry,
  journal: readonly JournalEntry[],
  asked: Omit<ChangeQuestion, 'from' | 'to' | 'lastDays'>,
  days: number,
  context: MetricContext,
): Promise<ReadChange> {
  const { day } = entry
  const wanted = addDays(day, days)
  const newest = newestCountedDay(asked, context)
  const last = newest === null ? wanted : earlierDay(newest, wanted)
  const window = { from: addDays(day, -days), to: wanted }
  const others = journal.filter(
    (other) => other.number !== entry.number && other.day >= window.from && other.day <= window.to,
  )
  const own = unchangedRows(entry.scope)
  const apart = others.map(({ scope }) => unchangedRows(scope))
  const rest = own === null || apart.includes(null) ? null : [own, ...apart.flatMap((one) => one ?? [])]
  const gathered = await gatherChange(
    { ...asked, from: addDays(day, -days * EARLIER), to: laterDay(day, last) },
    changedRows(entry.scope),
    rest,
    context,
  )
  const found = differenceInDifferences({
    changed: gathered.changed,
    rest: gathered.rest,
    day: dayNumber(day),
    days,
    lastDay: dayNumber(last),
  })
  const { effect, drift, afterDays } = found
  const sides = { changed: sideOf(found.changed), rest: sideOf(found.rest) }
  const why = isComputed(effect) ? {} : { effect: effect.notComputed }
  return {
    entry,
    by: gathered.dimensions,
    before: { from: window.from, to: addDays(day, -1) },
    after: afterDays === 0 ? null : { from: addDays(day, 1), to: addDays(day, afterDays) },
    ...sides,
    effect: isComputed(effect) ? { estimate: effect.estimate, low: effect.low, high: effect.high } : null,
    label: 'observational',
    dispersion: found.phi,
    drift: { ...drift },
    notComputed: why,
    notes: notesOf(entry, others, drift, afterDays, days),
    answer: gathered.answer,
    sql: [...gathered.sql],
  }
}
