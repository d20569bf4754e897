import { landedRows } from './001-landed-rows.ts'
import { rolledFacts } from './002-rolled-facts.ts'
import { touches } from './003-touches.ts'
import { entities } from './004-entities.ts'
import { readingViews } from './005-reading-views.ts'
import type { Migration } from './migration.ts'

/** Every change of the stored tables, in order; a landed migration is never edited. */
export const MIGRATIONS: readonly Migration[] = [landedRows, rolledFacts, touches, entities, readingViews]
