import { landedRows } from './001-landed-rows.ts'
import { rolledFacts } from './002-rolled-facts.ts'
import { touches } from './003-touches.ts'
import { nameTokens } from './004-name-tokens.ts'
import { entities } from './005-entities.ts'
import { readingViews } from './006-reading-views.ts'
import { deliveredDays } from './007-delivered-days.ts'
import { creativeDecisions } from './008-creative-decisions.ts'
import { statedTotals } from './009-stated-totals.ts'
import { assetAddresses } from './010-asset-addresses.ts'
import { delayCurves } from './011-delay-curves.ts'
import { creativeTags } from './012-creative-tags.ts'
import { objectIdentity } from './013-object-identity.ts'
import type { Migration } from './migration.ts'

/** Every change of the stored tables, in order; a landed migration is never edited. */
export const MIGRATIONS: readonly Migration[] = [
  landedRows,
  rolledFacts,
  touches,
  nameTokens,
  entities,
  readingViews,
  deliveredDays,
  creativeDecisions,
  statedTotals,
  assetAddresses,
  delayCurves,
  creativeTags,
  objectIdentity,
]
