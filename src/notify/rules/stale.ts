import { z } from 'zod'
import { defineRule, type Found, type Silent } from './rule.ts'

function foundOf({ key, label, last, days }: Silent, kind: 'network' | 'source'): Found {
  return {
    object: `${kind}:${key}`,
    name: label,
    message: `${label} has reported nothing since ${last}, ${days} days ago: it was paused, or its report is missing`,
    figures: [
      { label: 'Last day', value: last },
      { label: 'Days ago', value: String(days) },
    ],
    networks: [],
    shows:
      kind === 'network'
        ? {
            operation: 'query',
            input: { metrics: 'impressions,installs', by: 'network,day', last: '14d', maturity: 'include' },
            page: `/overview?${new URLSearchParams({ last: '14d', by: 'network' })}`,
          }
        : { operation: 'sources', input: {}, page: '/data' },
  }
}

/** Data that has stopped coming: all of it, or that of a network or source. */
export const stale = defineRule({
  name: 'stale',
  label: 'Data stale',
  summary: 'no new day has come for longer than it should, of everything, a network or a source',
  settings: z.strictObject({ days: z.number().int().min(1).max(60).default(3) }).prefault({}),
  judgesDays: false,
  async judge(_ask, _settings, { hasRows, freshness, whyStale, silentNetworks, silentSources }) {
    if (!hasRows || freshness.newestCompleteDay === null) return { found: [], held: [] }
    if (whyStale !== null) {
      const day = freshness.newestCompleteDay
      const everything: Found = {
        object: 'everything',
        name: 'All data',
        message: `${whyStale[0]?.toUpperCase()}${whyStale.slice(1)}: nothing else is judged until newer days come`,
        figures: [
          { label: 'Newest complete day', value: day },
          {
            label: 'Last load',
            value: freshness.lastLoadAt?.slice(0, 16).replace('T', ' ').concat(' UTC') ?? 'never',
          },
        ],
        networks: [],
        shows: { operation: 'sources', input: {}, page: '/data' },
      }
      return { found: [everything], held: [] }
    }
    const networks = new Set(silentNetworks.map(({ key }) => key))
    return {
      found: [
        ...silentNetworks.map((silent) => foundOf(silent, 'network')),
        ...silentSources.filter(({ key }) => !networks.has(key)).map((silent) => foundOf(silent, 'source')),
      ],
      held: [],
    }
  },
})
