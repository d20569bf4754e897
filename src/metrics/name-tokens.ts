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
      { levels: own, name: isTaken(token) ? `name.${token}` : token },
    ]),
  )
}
