import { firstParam, formatScope, parseScope, type Scope } from '../scope/scope.ts'
import type { SearchParams } from '../scope/search-params.ts'
import type { ViewCodec } from '../scope/use-view.ts'

export const WINDOWS = [7, 14, 28] as const

export const TOLD = ['campaign', 'creative'] as const

/** The entry whose effect is read, over how many days. */
export interface JournalView extends Scope {
  entry: number | null
  days: (typeof WINDOWS)[number]
  /** Objects whose launches and stops are told beside. */
  objects: (typeof TOLD)[number]
}

export const journalView: ViewCodec<JournalView> = {
  parse: (params) => {
    const entry = Number(firstParam(params, 'entry') ?? Number.NaN)
    return {
      ...parseScope(params),
      entry: Number.isInteger(entry) && entry > 0 ? entry : null,
      days: WINDOWS.find((days) => String(days) === firstParam(params, 'days')) ?? 14,
      objects: TOLD.find((name) => name === firstParam(params, 'objects')) ?? 'campaign',
    }
  },
  format: (view): SearchParams => ({
    ...formatScope(view),
    ...(view.entry === null ? {} : { entry: [String(view.entry)] }),
    ...(view.days === 14 ? {} : { days: [String(view.days)] }),
    ...(view.objects === 'campaign' ? {} : { objects: [view.objects] }),
  }),
}
