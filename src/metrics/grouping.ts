import {
  DIMENSION_NAMES,
  DIMENSIONS,
  type EntityLevel,
  isDimension,
  isEntityLevel,
} from '#schema/dimension.ts'
import { PermilleError } from '#schema/error.ts'
import { nearest } from '#schema/nearest.ts'
import { ROLLED_DIMENSIONS } from '#warehouse/rolled-dimensions.ts'

/** Something rows can be grouped or filtered by, and which landed columns it needs. */
export type Grouping =
  | { readonly kind: 'entity'; readonly name: EntityLevel; readonly label: string }
  | { readonly kind: 'network'; readonly name: 'network'; readonly label: string }
  | { readonly kind: 'column'; readonly name: string; readonly label: string }
  | { readonly kind: 'tag'; readonly name: string; readonly tag: string; readonly label: string }
  | { readonly kind: 'time'; readonly name: 'day' | 'week' | 'month'; readonly label: string }

const TIME_LABELS = { day: 'Day', week: 'Week', month: 'Month' } as const

/** Every name rows can be grouped or filtered by, beside tags. */
export const GROUPING_NAMES: readonly string[] = [...DIMENSION_NAMES, ...Object.keys(TIME_LABELS)]

const isTag = (name: string) => name.startsWith('tag.') && name.length > 4

export function isGroupingName(name: string): boolean {
  return GROUPING_NAMES.includes(name) || isTag(name)
}

/** The grouping a name stands for; throws `not_found` with the nearest name. */
export function findGrouping(name: string): Grouping {
  if (name === 'network') return { kind: 'network', name, label: DIMENSIONS.network.label }
  if (isEntityLevel(name)) return { kind: 'entity', name, label: DIMENSIONS[name].label }
  if (isDimension(name)) return { kind: 'column', name, label: DIMENSIONS[name].label }
  if (isTag(name)) return { kind: 'tag', name, tag: name.slice(4), label: name.slice(4) }
  if (name === 'day' || name === 'week' || name === 'month') {
    return { kind: 'time', name, label: TIME_LABELS[name] }
  }
  const close = nearest(name, GROUPING_NAMES)
  throw new PermilleError(
    'not_found',
    `unknown dimension: ${name}${close === null ? '' : ` (did you mean ${close}?)`}`,
    {
      remedy: `dimensions are ${GROUPING_NAMES.join(', ')} and tag.NAME`,
    },
  )
}

/** Landed columns of which a report must carry one to answer by this grouping. */
export function neededColumns(grouping: Grouping): readonly string[] {
  switch (grouping.kind) {
    case 'entity':
      return grouping.name === 'creative'
        ? ['creative', 'creative_id', 'ad', 'ad_id']
        : [grouping.name, `${grouping.name}_id`]
    case 'column':
    case 'tag':
      return [grouping.name]
    case 'network':
    case 'time':
      return []
  }
}

/** Whether facts summed by creative still tell this. */
export function isRolled(grouping: Grouping): boolean {
  if (grouping.kind === 'tag') return false
  if (grouping.kind === 'time') return true
  return ROLLED_DIMENSIONS.some((name) => name === grouping.name)
}

/** Whether a report with these dimensions can be read by this grouping. */
export function carries(dimensions: ReadonlySet<string>, grouping: Grouping): boolean {
  const needed = neededColumns(grouping)
  return needed.length === 0 || needed.some((column) => dimensions.has(column))
}
