import { useLocation, useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { parseSearchParams, type SearchParams } from './search-params.ts'

/** How the view of a page is read from an address and written into one; both must undo each other. */
export interface ViewCodec<View> {
  parse: (params: SearchParams) => View
  format: (view: View) => SearchParams
  /** Parts that change with every key stroke, which are not steps to go back to. */
  typed?: readonly (keyof View)[]
}

/** The view the address describes, and a way to change the address. */
export function useView<View extends object>(
  codec: ViewCodec<View>,
): { view: View; changeView: (change: Partial<View>) => void } {
  const search = useLocation({ select: (location) => location.searchStr })
  const navigate = useNavigate()
  const view = useMemo(() => codec.parse(parseSearchParams(search)), [search, codec])

  const changeView = useCallback(
    (change: Partial<View>) => {
      const typing = codec.typed?.some((part) => part in change) ?? false
      void navigate({
        to: '.',
        search: (current: SearchParams) => codec.format({ ...codec.parse(current), ...change }),
        replace: typing,
        resetScroll: false,
      })
    },
    [navigate, codec],
  )
  return { view, changeView }
}
