import { partTable, spreadTable } from './engines.ts'
import type { Migration } from './migration.ts'

const ORDER = '(load, day, member)'

/** Raw logs row by row, beside the facts they count as and hidden with the same slices. */
export const touches: Migration = {
  version: 3,
  onEveryNode: (placement) => partTable('touch', ORDER, placement),
  onFirstNode: (placement) => [spreadTable('touch', ORDER, placement)],
}
