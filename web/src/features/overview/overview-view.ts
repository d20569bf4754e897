import { firstParam, formatScope, parseScope, type Scope } from '../scope/scope.ts'
import type { SearchParams } from '../scope/search-params.ts'
import type { TimeRange } from '../scope/time-range.ts'
import type { ViewCodec } from '../scope/use-view.ts'

export const MOVERS = ['creative', 'network', 'campaign', 'country', 'os'] as const
export type Mover = (typeof MOVERS)[number]

/** What is compared with the days before it; all time has none before, so four weeks stand in. */
export interface OverviewView extends Scope {
  by: Mover
}

const FOUR_WEEKS: TimeRange = { kind: 'last', days: 28 }

export const overviewView: ViewCodec<OverviewView> = {
  parse: (params) => {
    const scope = parseScope(params)
    return {
      ...scope,
      range: scope.range.kind === 'all' ? FOUR_WEEKS : scope.range,
      by: MOVERS.find((name) => name === firstParam(params, 'by')) ?? 'creative',
    }
  },
  format: (view): SearchParams => ({
    ...formatScope(view),
    ...(view.by === 'creative' ? {} : { by: [view.by] }),
  }),
}
