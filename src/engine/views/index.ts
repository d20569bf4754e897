import { compareView } from './compare-view.ts'
import { creativesView } from './creatives-view.ts'
import { fraudView } from './fraud-view.ts'
import { queryView } from './query-view.ts'
import { rankView } from './rank-view.ts'
import type { View } from './view.ts'

/** Every view, by the name of its question. */
export const VIEWS = {
  rank: rankView,
  compare: compareView,
  query: queryView,
  creatives: creativesView,
  fraud: fraudView,
} as const satisfies Readonly<Record<string, View>>
export type ViewName = keyof typeof VIEWS
