import { firstParam, formatScope, parseScope, type Scope } from '../scope/scope.ts'
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

const USUAL_DAYS = ['28d']

export const whyView: ViewCodec<WhyView> = {
  parse: (params) => {
    const compare = firstParam(params, 'compare')
    const hasDays = ['last', 'from', 'to'].some((name) => firstParam(params, name) !== undefined)
    return {
      // A change needs an earlier period as long, so the whole time is not asked.
      ...parseScope(hasDays ? params : { ...params, last: USUAL_DAYS }),
      compare: COMPARISONS.find((known) => known === compare) ?? 'previous',
      by: firstParam(params, 'by') ?? null,
    }
  },
  format: (view): SearchParams => {
    const { last, ...scope } = formatScope(view)
    const isUsual = last?.join() === USUAL_DAYS.join()
    return {
      ...scope,
      ...(last === undefined || isUsual ? {} : { last }),
      ...(view.compare === 'previous' ? {} : { compare: [view.compare] }),
      ...(view.by === null ? {} : { by: [view.by] }),
    }
  },
}
