import { firstParam, formatScope, parseScope, type Scope } from '../scope/scope.ts'
import type { SearchParams } from '../scope/search-params.ts'
import type { ViewCodec } from '../scope/use-view.ts'

/** What is asked, and the site whose signals are shown: its network and its id. */
export interface QualityView extends Scope {
  network: string | null
  site: string | null
}

export const qualityView: ViewCodec<QualityView> = {
  parse: (params) => ({
    ...parseScope(params),
    network: firstParam(params, 'network') ?? null,
    site: firstParam(params, 'site') ?? null,
  }),
  format: (view): SearchParams => ({
    ...formatScope(view),
    ...(view.network === null ? {} : { network: [view.network] }),
    ...(view.site === null ? {} : { site: [view.site] }),
  }),
}
