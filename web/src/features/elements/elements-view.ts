import { firstParam, formatScope, parseScope, type Scope } from '../scope/scope.ts'
import type { SearchParams } from '../scope/search-params.ts'
import type { ViewCodec } from '../scope/use-view.ts'

/** Rates that elements are read of, as the page offers them. */
export const RATES = [
  { value: 'usual', label: 'Per impression' },
  { value: 'ctr', label: 'CTR' },
  { value: 'cvr', label: 'CVR' },
  { value: 'arpi_d7', label: 'Revenue D7 per install' },
] as const

export const CHANNELS = [
  { value: 'none', label: 'all together' },
  { value: 'network', label: 'network' },
  { value: 'country', label: 'country' },
] as const

export interface ElementsView extends Scope {
  /** A metric of the project; `null` for IPM or the rate of the event. */
  metric: string | null
  per: 'network' | 'country' | null
  /** Elements that are read; none for all of them. */
  elements: readonly string[]
}

export const elementsView: ViewCodec<ElementsView> = {
  parse: (params) => {
    const per = firstParam(params, 'per')
    return {
      ...parseScope(params),
      metric: firstParam(params, 'metric') ?? null,
      per: per === 'network' || per === 'country' ? per : null,
      elements: params.element ?? [],
    }
  },
  format: (view): SearchParams => ({
    ...formatScope(view),
    ...(view.metric === null ? {} : { metric: [view.metric] }),
    ...(view.per === null ? {} : { per: [view.per] }),
    ...(view.elements.length === 0 ? {} : { element: [...view.elements] }),
  }),
}
