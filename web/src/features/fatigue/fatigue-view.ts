import { formatScope, parseScope, type Scope } from '../scope/scope.ts'
import type { SearchParams } from '../scope/search-params.ts'
import type { ViewCodec } from '../scope/use-view.ts'

export const fatigueView: ViewCodec<Scope> = {
  parse: parseScope,
  format: (view): SearchParams => formatScope(view),
}
