import type { Filter } from '#metrics/index.ts'
import { CHANGE_SCOPE, type ChangeScope } from '#schema/journal.ts'

/** What rows a change is about. */
export function changedRows(scope: ChangeScope): readonly Filter[] {
  return CHANGE_SCOPE.flatMap((dimension): Filter[] => {
    const value = scope[dimension]
    return value === undefined ? [] : [{ dimension, operator: '=', values: [value] }]
  })
}

/** What rows a change is not about; `null` where it is about all of them. */
export function unchangedRows(scope: ChangeScope): Filter | null {
  const any = CHANGE_SCOPE.flatMap((dimension): Filter[] => {
    const value = scope[dimension]
    return value === undefined ? [] : [{ dimension, operator: '!=', values: [value] }]
  })
  return any.length === 0 ? null : { any }
}
