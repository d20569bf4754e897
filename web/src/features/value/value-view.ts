import { firstParam, formatScope, parseScope, type Scope } from '../scope/scope.ts'
import type { SearchParams } from '../scope/search-params.ts'
import type { ViewCodec } from '../scope/use-view.ts'

export interface ValueView extends Scope {
  by: string
}

export const valueView: ViewCodec<ValueView> = {
  parse: (params) => ({ ...parseScope(params), by: firstParam(params, 'by') ?? 'creative' }),
  format: (view): SearchParams => ({
    ...formatScope(view),
    ...(view.by === 'creative' ? {} : { by: [view.by] }),
  }),
}
