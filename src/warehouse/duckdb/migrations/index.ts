import { landedRows } from './001-landed-rows.ts'
import { rolledFacts } from './002-rolled-facts.ts'
import { readingViews } from './003-reading-views.ts'
import { statedTotals } from './004-stated-totals.ts'
import { touches } from './005-touches.ts'
import { entities } from './006-entities.ts'
import { nameTokens } from './007-name-tokens.ts'
import { deliveredDays } from './008-delivered-days.ts'
import { creativeDecisions } from './009-creative-decisions.ts'
import { assetAddresses } from './010-asset-addresses.ts'
import { delayCurves } from './011-delay-curves.ts'
import { creativeTags } from './012-creative-tags.ts'
import { objectIdentity } from './013-object-identity.ts'

export interface Migration {
  readonly version: number
  readonly statements: readonly string[]
}

/** Every change of the stored tables, in order; a landed migration is never edited. */
export const MIGRATIONS: readonly Migration[] = [
  landedRows,
  rolledFacts,
  readingViews,
  statedTotals,
  touches,
  entities,
  nameTokens,
  deliveredDays,
  creativeDecisions,
  assetAddresses,
  delayCurves,
  creativeTags,
  objectIdentity,
]
