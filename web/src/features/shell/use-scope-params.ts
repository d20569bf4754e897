import { useLocation } from '@tanstack/react-router'
import { useMemo } from 'react'
import { formatScope, parseScope } from '../scope/scope.ts'
import { parseSearchParams, type SearchParams } from '../scope/search-params.ts'

/** The part of the address that goes along from page to page: event, days, filters and sample. */
export function useScopeParams(): SearchParams {
  const search = useLocation({ select: (location) => location.searchStr })
  return useMemo(() => formatScope(parseScope(parseSearchParams(search))), [search])
}
