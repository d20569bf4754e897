import { dayOf } from '#schema/day-number.ts'
import type { Note } from '#schema/note.ts'
import { writeCount } from '#schema/write-count.ts'
import type { WatchedObject } from './watched-object.ts'

const LISTED = 3
/** Days a network may end before the newest one: reports come at different times. */
const LATE = 3

/** Stretches of days without a row between the first and the last one. */
function gapsOf(
  objects: readonly WatchedObject[],
): readonly { readonly from: number; readonly to: number }[] {
  const seen = new Set<number>()
  for (const { places } of objects) for (const { day } of places) for (const each of day) seen.add(each)
  const days = [...seen].toSorted((a, b) => a - b)
  return days.flatMap((day, index) => {
    const before = days[index - 1] ?? day
    return day - before > 1 ? [{ from: before + 1, to: day - 1 }] : []
  })
}

/** Says which days in between nobody has rows of. */
export function missingDays(objects: readonly WatchedObject[]): readonly Note[] {
  const gaps = gapsOf(objects)
  if (gaps.length === 0) return []
  const missing = gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0)
  const list = gaps
    .slice(0, LISTED)
    .map(({ from, to }) => (from === to ? dayOf(from) : `${dayOf(from)} … ${dayOf(to)}`))
  return [
    {
      code: 'missing_days',
      severity: 'info',
      message: `Days in between without a row: ${writeCount(missing)} (${list.join(', ')}${gaps.length > LISTED ? ' …' : ''}). Nothing is concluded from days that are not there.`,
    },
  ]
}

/** Says which networks end days before the others. */
export function endedNetworks(objects: readonly WatchedObject[]): readonly Note[] {
  const last = new Map<string, number>()
  for (const { places } of objects)
    for (const { network, day } of places)
      last.set(network, Math.max(last.get(network) ?? 0, day[day.length - 1] ?? 0))
  const newest = Math.max(...last.values())
  const ended = [...last].filter(([, day]) => newest - day > LATE)
  if (ended.length === 0) return []
  const list = ended.map(([network, day]) => `${network || 'without a name'} ${dayOf(day)}`)
  return [
    {
      code: 'ended_networks',
      severity: 'info',
      message: `Networks whose last row is older than the newest of all, ${dayOf(newest)}: ${list.join(', ')}. What ran there is judged up to that day.`,
    },
  ]
}
