import type { Migration } from './migration.ts'
import { derivedTable } from './views.ts'

/** The days each member was first and last delivered on, kept so that a load asks only the facts it changes. */
export const deliveredDays: Migration = {
  version: 7,
  onEveryNode: () => [],
  onFirstNode: () => [derivedTable('delivered')],
}
