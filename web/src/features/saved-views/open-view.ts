import type { SavedView } from '../../api/saved-views.ts'
import { parseSearchParams, type SearchParams } from '../scope/search-params.ts'

/** Where a saved view is, as the router goes there. */
export function openView({ address }: Pick<SavedView, 'address'>): { to: string; search: SearchParams } {
  const [path = '/', ...search] = address.split('?')
  return { to: path, search: parseSearchParams(search.join('?')) }
}
