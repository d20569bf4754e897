import { addDays } from '#schema/day.ts'
import { PermilleError } from '#schema/error.ts'
import type { Catalogue } from './catalogue.ts'
import type { PlannedRange } from './plan.ts'
import type { Query } from './query.ts'

/** The days a question is about: as asked, or all stored days and rows without a day. */
export function resolveRange(query: Query, catalogue: Catalogue): PlannedRange {
  if (query.lastDays !== undefined) {
    if (query.from !== undefined || query.to !== undefined) {
      throw new PermilleError('usage', 'a range is either the last days or from and to, not both')
    }
    const to = catalogue.newestCompleteDay
    if (to === null) return { from: null, to: null, includesDateless: false }
    return { from: addDays(to, 1 - query.lastDays), to, includesDateless: false }
  }
  if (query.from === undefined && query.to === undefined) {
    return { from: catalogue.oldestDay, to: catalogue.newestDay, includesDateless: true }
  }
  const from = query.from ?? catalogue.oldestDay
  const to = query.to ?? catalogue.newestDay
  if (from !== null && to !== null && from > to) {
    throw new PermilleError('usage', `the range ends (${to}) before it starts (${from})`)
  }
  return { from, to, includesDateless: false }
}
