import { queryOptions } from '@tanstack/react-query'
import type { QueryAnswer } from '#schema/answer/query-answer.ts'
import { getJson } from '../../api/client.ts'
import type { SampleName } from '../scope/sample.ts'
import { formatSearchParams } from '../scope/search-params.ts'

export interface NamedObject {
  key: string
  name: string
}

/** Every object of a kind by key and name, most impressions first. */
export function objectsQuery(by: string, sample: SampleName | null) {
  const search = formatSearchParams({
    metrics: ['impressions'],
    by: [by],
    sort: ['-impressions'],
    ...(sample === null ? {} : { sample: [sample] }),
  })
  return queryOptions({
    queryKey: ['objects', by, sample],
    queryFn: async ({ signal }) => {
      const { rows } = await getJson<QueryAnswer>(`/api/v1/query${search}`, signal)
      return rows.flatMap((row): NamedObject[] => {
        // An app’s name is its key.
        const [name, key] = [row[by], row[`${by}_key`] ?? row[by]]
        return typeof name === 'string' && typeof key === 'string' ? [{ key, name }] : []
      })
    },
    staleTime: 60_000,
  })
}
