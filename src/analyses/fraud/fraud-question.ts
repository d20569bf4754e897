import type { Filter } from '#metrics/query.ts'
import type { Basis } from '#schema/basis.ts'
import type { Day } from '#schema/day.ts'

/** A site by its network or its id, or both. */
export interface SiteRule {
  readonly network?: string | undefined
  readonly site?: string | undefined
}

/** What somebody decided about sites; the first that fits holds: allow, reject, suspicious. */
export interface SiteRules {
  readonly allow: readonly SiteRule[]
  readonly reject: readonly SiteRule[]
  readonly suspicious: readonly SiteRule[]
}

export const NO_RULES: SiteRules = { allow: [], reject: [], suspicious: [] }

export interface FraudQuestion {
  /** Dimension that names the site. */
  readonly site: string
  readonly where: readonly Filter[]
  readonly from?: Day
  readonly to?: Day
  readonly lastDays?: number
  readonly basis?: Basis
  readonly rules: SiteRules
  /** Seconds below which an install is too early whatever the others do; 0 for none. */
  readonly earlySeconds: number
}

/** The days and rows of a question, as the metric layer takes them. */
export function boundsOf({ where, from, to, lastDays }: FraudQuestion) {
  return {
    where: [...where],
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(lastDays === undefined ? {} : { lastDays }),
  }
}
