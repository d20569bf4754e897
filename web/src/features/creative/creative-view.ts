import { firstParam, formatScope, parseScope, type Scope } from '../scope/scope.ts'
import type { SearchParams } from '../scope/search-params.ts'
import type { ViewCodec } from '../scope/use-view.ts'

export const SPLITS = ['network', 'country', 'os', 'campaign', 'format'] as const
export type Split = (typeof SPLITS)[number]

/** One creative, and what its table is split by. */
export interface CreativeView extends Scope {
  key: string | null
  split: Split
}

export const creativeView: ViewCodec<CreativeView> = {
  parse: (params) => ({
    ...parseScope(params),
    key: firstParam(params, 'key') ?? null,
    split: SPLITS.find((name) => name === firstParam(params, 'split')) ?? 'network',
  }),
  format: (view): SearchParams => ({
    ...formatScope(view),
    ...(view.key === null ? {} : { key: [view.key] }),
    ...(view.split === 'network' ? {} : { split: [view.split] }),
  }),
}

/** The scope with one creative kept. */
export function creativeScope({ event, range, where, sample }: Scope, key: string): Scope {
  return { event, range, sample, where: [...where, { field: 'creative', operator: '=', values: [key] }] }
}
