import { useView } from '../scope/use-view.ts'
import { type RankView, rankView } from './rank-view.ts'

export type ChangeView = (change: Partial<RankView>) => void

/** The ranking the address describes, and a way to change the address. */
export function useRankView(): { view: RankView; changeView: ChangeView } {
  return useView(rankView)
}
