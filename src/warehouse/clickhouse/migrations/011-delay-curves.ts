import type { Migration } from './migration.ts'
import { derivedTable } from './views.ts'

/** How late counts come, as later loads of the same days and raw logs tell it; a row per age. */
export const delayCurves: Migration = {
  version: 11,
  onEveryNode: () => [],
  onFirstNode: () => [derivedTable('delay_curve')],
}
