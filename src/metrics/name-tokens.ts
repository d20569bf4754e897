import type { EntityLevel } from '#schema/dimension.ts'
import { lookUpMetric, type MetricNames } from './find-metric.ts'
import { isGroupingName, type NameTokens } from './grouping.ts'

const OTHER_WORDS = ['segment', 'total', 'provisional']

/** The tokens of the project's naming convention, by themselves. */
export function nameTokens(
  levels: ReadonlyMap<string, readonly EntityLevel[]>,
  names: MetricNames,
): NameTokens {
  const isTaken = (token: string) =>
    isGroupingName(token) || OTHER_WORDS.includes(token) || lookUpMetric(token, names) !== null
  return new Map(
    [...levels].map(([token, own]) => [
      token,
      { from: 'names', levels: own, name: isTaken(token) ? `name.${token}` : token },
    ]),
  )
}

/** The tags that creatives have, as what rows can be grouped by: each is asked for as `tag.KEY`. */
export function tagTokens(keys: Iterable<string>): NameTokens {
  return new Map(
    [...keys].map((key) => [`tag.${key}`, { from: 'tags', levels: ['creative'], name: `tag.${key}` }]),
  )
}
