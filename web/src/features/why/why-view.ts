import { formatRecentScope, parseRecentScope } from '../scope/recent-scope.ts'
import { firstParam, type Scope } from '../scope/scope.ts'
import type { SearchParams } from '../scope/search-params.ts'
import type { ViewCodec } from '../scope/use-view.ts'

/** Earlier days a period is held against. */
export const COMPARISONS = ['previous', 'weekdays'] as const
export type Comparison = (typeof COMPARISONS)[number]

export interface WhyView extends Scope {
  compare: Comparison
  /** What contributors are told apart by besides the usual places; `null` for those alone. */
  by: string | null
}

export const whyView: ViewCodec<WhyView> = {
  parse: (params) => {
    const compare = firstParam(params, 'compare')
    return {
      // A change needs an earlier period as long, so the whole time is not asked.
      ...parseRecentScope(params),
      compare: COMPARISONS.find((known) => known === compare) ?? 'previous',
      by: firstParam(params, 'by') ?? null,
    }
  },
  format: (view): SearchParams => ({
    ...formatRecentScope(view),
    ...(view.compare === 'previous' ? {} : { compare: [view.compare] }),
    ...(view.by === null ? {} : { by: [view.by] }),
  }),
}
