import { firstParam, formatScope, parseScope, type Scope } from '../scope/scope.ts'
import type { SearchParams } from '../scope/search-params.ts'
import type { ViewCodec } from '../scope/use-view.ts'

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** The list of tests, or one of them as it stood on a day. */
export interface TestsView extends Scope {
  test: string | null
  /** `null` reads it as of the newest complete day. */
  on: string | null
}

export const testsView: ViewCodec<TestsView> = {
  parse: (params) => {
    const on = firstParam(params, 'on') ?? ''
    return {
      ...parseScope(params),
      test: firstParam(params, 'test') ?? null,
      on: DAY.test(on) ? on : null,
    }
  },
  format: (view): SearchParams => ({
    ...formatScope(view),
    ...(view.test === null ? {} : { test: [view.test] }),
    ...(view.on === null ? {} : { on: [view.on] }),
  }),
}
