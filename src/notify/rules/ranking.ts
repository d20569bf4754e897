import { QueryAnswer } from '#schema/answer/query-answer.ts'
import { type RankAnswer, type RankRow, RankAnswer as RankSchema } from '#schema/answer/rank-answer.ts'
import { writeCount } from '#schema/write-count.ts'
import type { Ask, Moment, NotJudged, Question } from './rule.ts'

/** Days without an impression after which an object is taken to have been stopped. */
const RUNNING_DAYS = 7

export function rankingOf(by: string, last: string): Question<typeof RankSchema> {
  return { operation: 'rank', input: { by, last }, answer: RankSchema }
}

/** Keys of ranked objects that were shown in the newest days, or cannot be told of because their networks fell silent. */
export async function runningKeys(
  ask: Ask,
  { rows }: RankAnswer,
  by: string,
  { silentNetworks }: Pick<Moment, 'silentNetworks'>,
): Promise<ReadonlySet<string>> {
  // Asked apart from the ranking, which carries days of its first rows only.
  const input = { metrics: 'impressions', by, last: `${RUNNING_DAYS}d`, maturity: 'include' }
  const { rows: shown } = await ask({ operation: 'query', input, answer: QueryAnswer })
  const delivered = new Set(
    shown
      .filter(({ impressions }) => Number(impressions ?? 0) > 0)
      .map((row) => String(row[`${by}_key`] ?? row[by])),
  )
  const silent = new Set(silentNetworks.map(({ key }) => key))
  const isSilent = (networks: readonly string[]) =>
    networks.length > 0 && networks.every((network) => silent.has(network))
  return new Set(
    rows.filter(({ key, networks }) => delivered.has(key) || isSilent(networks)).map(({ key }) => key),
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
