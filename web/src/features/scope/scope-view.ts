import { formatScope, parseScope, type Scope } from './scope.ts'
import type { ViewCodec } from './use-view.ts'

/** Event, days and filters, and nothing else. */
export const scopeView: ViewCodec<Scope> = { parse: parseScope, format: formatScope }
