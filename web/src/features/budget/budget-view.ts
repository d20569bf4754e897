import { formatRecentScope, parseRecentScope } from '../scope/recent-scope.ts'
import { firstParam, type Scope } from '../scope/scope.ts'
import type { SearchParams } from '../scope/search-params.ts'
import type { ViewCodec } from '../scope/use-view.ts'

/** What is planned, and what if. */
export interface BudgetView extends Scope {
  by: string
  /** Money to plan; `null` is what was spent. */
  total: number | null
  /** Share of the total that whatever is still tested keeps; `null` is a quarter of an equal share. */
  floor: number | null
  /** Amounts tried out, by the key of the row. */
  set: Readonly<Record<string, number>>
}

function amount(text: string | undefined): number | null {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) && value >= 0 ? value : null
}

/** Keys may hold an equals sign themselves, amounts do not. */
function parseSet(pairs: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    pairs.flatMap((pair) => {
      const mark = pair.lastIndexOf('=')
      const value = amount(pair.slice(mark + 1))
      return mark < 1 || value === null ? [] : [[pair.slice(0, mark), value]]
    }),
  )
}

const formatSet = (set: BudgetView['set']) => Object.entries(set).map(([key, value]) => `${key}=${value}`)

export const budgetView: ViewCodec<BudgetView> = {
  parse: (params) => {
    const total = amount(firstParam(params, 'total'))
    const floor = amount(firstParam(params, 'floor'))
    return {
      ...parseRecentScope(params),
      by: firstParam(params, 'by') ?? 'creative',
      total: total === 0 ? null : total,
      floor: floor !== null && floor <= 1 ? floor : null,
      set: parseSet(params.set ?? []),
    }
  },
  format: (view): SearchParams => ({
    ...formatRecentScope(view),
    ...(view.by === 'creative' ? {} : { by: [view.by] }),
    ...(view.total === null ? {} : { total: [String(view.total)] }),
    ...(view.floor === null ? {} : { floor: [String(view.floor)] }),
    ...(Object.keys(view.set).length === 0 ? {} : { set: formatSet(view.set) }),
  }),
}
