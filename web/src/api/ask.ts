import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { formatSearchParams, type SearchParams } from '../features/scope/search-params.ts'
import { getJson } from './client.ts'

/** A question of the HTTP API by its name, kept until the question or the data change. */
export function askQuery<Answer>(operation: string, params: SearchParams) {
  const search = formatSearchParams(params)
  return queryOptions({
    queryKey: [operation, search],
    queryFn: ({ signal }) => getJson<Answer>(`/api/v1/${operation}${search}`, signal),
    placeholderData: keepPreviousData,
  })
}
