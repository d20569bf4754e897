import type { EntityLevel } from '#schema/dimension.ts'
import type { Dialect } from '#warehouse/dialect.ts'

/** SQL for id and name of what a member `m` is at a level; where a source names no creative, its ad is the creative. */
export function levelColumns(level: EntityLevel): { readonly id: string; readonly name: string } {
  if (level !== 'creative') return { id: `m.${level}_id`, name: `m.${level}` }
  return {
    id: 'CASE WHEN m.creative_id IS NULL AND m.creative IS NULL THEN m.ad_id ELSE m.creative_id END',
    name: 'CASE WHEN m.creative_id IS NULL AND m.creative IS NULL THEN m.ad ELSE m.creative END',
  }
}

/** SQL for a name as it is compared: case and spacing do not tell two names apart. */
export function normalisedName(column: string, { lower, collapseSpaces }: Dialect): string {
  return `nullif(${lower(`trim(${collapseSpaces(column)})`)}, '')`
}
