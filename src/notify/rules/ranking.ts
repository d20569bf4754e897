import { type RankAnswer, type RankRow, RankAnswer as RankSchema } from '#schema/answer/rank-answer.ts'
import { addDays } from '#schema/day.ts'
import { writeCount } from '#schema/write-count.ts'
import type { Moment, NotJudged, Question } from './rule.ts'

/** Days without an impression after which an object is taken to have been stopped. */
const RUNNING_DAYS = 7

export function rankingOf(by: string, last: string): Question<typeof RankSchema> {
  return { operation: 'rank', input: { by, last }, answer: RankSchema }
}

/** Keys of what was shown in the newest days that were ranked, or cannot be told of because its networks fell silent. */
export function runningKeys(
  { rows, question: { to } }: RankAnswer,
  { silentNetworks }: Pick<Moment, 'silentNetworks'>,
): ReadonlySet<string> {
  const silent = new Set(silentNetworks.map(({ key }) => key))
  const newest =
    rows
      .flatMap(({ trend }) => trend.at(-1)?.day ?? [])
      .toSorted()
      .at(-1) ?? to
  if (newest === null) return new Set()
  const since = addDays(newest, 1 - RUNNING_DAYS)
  return new Set(
    rows
      .filter(
        ({ trend, networks }) =>
          trend.some(({ day, impressions }) => day >= since && impressions > 0) ||
          (networks.length > 0 && networks.every((network) => silent.has(network))),
      )
      .map(({ key }) => key),
  )
}

/** A rate per mille as people write it. */
export function writePerMille(value: number | null): string {
  if (value === null) return '—'
  return writeCount(value, value >= 10 ? 1 : 2)
}

/** The rate of a row with its interval: `12.4 (11.8 – 13.0)`. */
export function writeRate({ perMille, interval }: RankRow): string {
  const range =
    interval === null
      ? ''
      : ` (${writePerMille(interval.low * 1000)} – ${writePerMille(interval.high * 1000)})`
  return `${writePerMille(perMille)}${range}`
}

/** What a rate per mille of the event is called. */
export function rateName(event: string): string {
  return event === 'install' ? 'IPM' : `${event} per mille`
}

/** A question that keeps one object: the page of a creative, or the ranking with it. */
export function pageOf(by: string, key: string): string {
  if (by === 'creative') return `/creative?${new URLSearchParams({ key })}`
  return `/?${new URLSearchParams({ by })}`
}

/** Says once of how many objects too little is known. */
export function unknownRows({ rows }: RankAnswer, what: string): NotJudged[] {
  const few = rows.filter(({ decision }) => decision === 'not_enough_data').length
  if (few === 0) return []
  const all = few === rows.length ? 'none of them is judged' : 'those are not judged'
  return [
    { object: '', name: null, reason: `${few} of ${rows.length} ${what} have not enough data yet: ${all}` },
  ]
}
