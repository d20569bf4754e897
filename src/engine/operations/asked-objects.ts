import type { Filter, MetricContext } from '#metrics/index.ts'
import type { Maturity } from '#metrics/query.ts'
import { askedFilters } from './asked-filters.ts'
import { askedGrouping } from './asked-grouping.ts'
import { type AskedRange, askedRange } from './asked-range.ts'
import { countedEvent } from './counted-event.ts'

interface Asked extends AskedRange {
  readonly by?: string | undefined
  readonly event?: string | undefined
  readonly where: readonly string[]
  readonly segment: readonly string[]
  readonly maturity: Maturity
}

/** What a question about objects and one conversion asks, defaults put in, with what is to be said of them. */
export function askedObjects(input: Asked, context: MetricContext, command: string) {
  const grouping = askedGrouping(input.by, context)
  const counted = countedEvent(input.event, context)
  const where: Filter[] = askedFilters(input, context, command)
  const { maturity } = input
  const question = { by: grouping.by, event: counted.event, where, ...askedRange(input), maturity }
  return { question, notes: [...grouping.notes, ...counted.notes] }
}
