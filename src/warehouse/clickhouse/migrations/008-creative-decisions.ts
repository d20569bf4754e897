import type { Migration } from './migration.ts'
import { derivedTable } from './views.ts'

/** Which creatives people put together or kept apart, as the project's state says. */
export const creativeDecisions: Migration = {
  version: 8,
  onEveryNode: () => [],
  onFirstNode: () => [derivedTable('creative_decision')],
}
