import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { QueryAnswer } from '#schema/answer/query-answer.ts'
import type { RankAnswer } from '#schema/answer/rank-answer.ts'
import type { SourcesAnswer } from '#schema/answer/sources-answer.ts'
import { getJson } from './client.ts'

export interface Project {
  name: string
  currency: string | null
  timezone: string
  sample: boolean
  version: string
  events: string[]
  dimensions: string[]
  /** Name of each network as people write it, by its key. */
  networks: Record<string, string>
  days: { from: string; to: string } | null
}

function sampleSearch(sample: string | null): string {
  return sample === null ? '' : `?${new URLSearchParams({ sample })}`
}

export function projectQuery(sample: string | null) {
  return queryOptions({
    queryKey: ['project', sample],
    queryFn: ({ signal }) => getJson<Project>(`/api/v1/project${sampleSearch(sample)}`, signal),
    placeholderData: keepPreviousData,
  })
}

/** `search` is the question as query parameters, with its leading `?`. */
export function rankQuery(search: string) {
  return queryOptions({
    queryKey: ['rank', search],
    queryFn: ({ signal }) => getJson<RankAnswer>(`/api/v1/rank${search}`, signal),
    placeholderData: keepPreviousData,
    // Comparing 20,000 rows with those before takes longer than drawing those in sight.
    structuralSharing: false,
  })
}

export function sourcesQuery(sample: string | null) {
  return queryOptions({
    queryKey: ['sources', sample],
    queryFn: ({ signal }) => getJson<SourcesAnswer>(`/api/v1/sources${sampleSearch(sample)}`, signal),
  })
}

/** The values a dimension has, most impressions first. */
export function valuesQuery(dimension: string, sample: string | null) {
  const search = new URLSearchParams({ metrics: 'impressions', by: dimension })
  if (sample !== null) search.set('sample', sample)
  return queryOptions({
    queryKey: ['values', dimension, sample],
    queryFn: async ({ signal }) => {
      const answer = await getJson<QueryAnswer>(`/api/v1/query?${search}`, signal)
      return answer.rows
        .toSorted((a, b) => Number(b.impressions ?? 0) - Number(a.impressions ?? 0))
        .map((row) => row[dimension])
        .filter((value) => typeof value === 'string')
    },
    staleTime: 60_000,
  })
}
