import { firstParam, formatScope, parseScope, type Scope } from '../scope/scope.ts'
import type { SearchParams } from '../scope/search-params.ts'
import type { ViewCodec } from '../scope/use-view.ts'

/** More than these are hard to read side by side. */
export const MOST_COMPARED = 5

/** What is compared, by key, in the order chosen. */
export interface CompareView extends Scope {
  by: string
  objects: readonly string[]
}

export const compareView: ViewCodec<CompareView> = {
  parse: (params) => ({
    ...parseScope(params),
    by: firstParam(params, 'by') ?? 'creative',
    objects: [...new Set((params.objects ?? []).filter((key) => key !== ''))].slice(0, MOST_COMPARED),
  }),
  format: (view): SearchParams => ({
    ...formatScope(view),
    ...(view.by === 'creative' ? {} : { by: [view.by] }),
    ...(view.objects.length === 0 ? {} : { objects: view.objects }),
  }),
}
