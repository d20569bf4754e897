import { useLocation, useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { formatRankView, parseRankView, type RankView } from './rank-view.ts'
import { parseSearchParams } from './search-params.ts'

export type ChangeView = (change: Partial<RankView>) => void

/** The view the address describes, and a way to change the address. */
export function useRankView(): { view: RankView; changeView: ChangeView } {
  const search = useLocation({ select: (location) => location.searchStr })
  const navigate = useNavigate()
  const view = useMemo(() => parseRankView(parseSearchParams(search)), [search])

  const changeView = useCallback<ChangeView>(
    (change) => {
      const typing = 'search' in change
      void navigate({
        to: '/',
        search: (current) => formatRankView({ ...parseRankView(current), ...change }),
        replace: typing,
        resetScroll: false,
      })
    },
    [navigate],
  )
  return { view, changeView }
}
