import { firstParam, formatScope, parseScope, type Scope } from './scope.ts'
import type { SearchParams } from './search-params.ts'

const USUAL_DAYS = ['28d']

/** A scope for a page that cannot be about all days at once: four weeks where no days are asked for. */
export function parseRecentScope(params: SearchParams): Scope {
  const hasDays = ['last', 'from', 'to'].some((name) => firstParam(params, name) !== undefined)
  return parseScope(hasDays ? params : { ...params, last: USUAL_DAYS })
}

/** The shortest parameters of such a scope. */
export function formatRecentScope(scope: Scope): SearchParams {
  const { last, ...rest } = formatScope(scope)
  return { ...rest, ...(last === undefined || last.join() === USUAL_DAYS.join() ? {} : { last }) }
}
