import type { CohortMetric, EventMetric, Metric } from '../metric.ts'
import { arpi } from './arpi.ts'
import { arpiOfCohort } from './arpi-dn.ts'
import { arppuOfCohort } from './arppu-dn.ts'
import { clicks } from './clicks.ts'
import { completionRate } from './completion-rate.ts'
import { conversionPerImpression } from './conversion-per-impression.ts'
import { conversions } from './conversions.ts'
import { conversionsPerMille } from './conversions-per-mille.ts'
import { cpa } from './cpa.ts'
import { cpc } from './cpc.ts'
import { cpi } from './cpi.ts'
import { cpm } from './cpm.ts'
import { ctr } from './ctr.ts'
import { cvr } from './cvr.ts'
import { cvrClick } from './cvr-click.ts'
import { ecpm } from './ecpm.ts'
import { engagementRate } from './engagement-rate.ts'
import { holdRate } from './hold-rate.ts'
import { hookRate } from './hook-rate.ts'
import { impressions } from './impressions.ts'
import { installs } from './installs.ts'
import { ipm } from './ipm.ts'
import { ipmClick } from './ipm-click.ts'
import { ipmView } from './ipm-view.ts'
import { ltv } from './ltv.ts'
import { payerRateOfCohort } from './payer-rate-dn.ts'
import { retentionBracket } from './retention-bracket-dn.ts'
import { retention } from './retention-dn.ts'
import { retentionRolling } from './retention-rolling-dn.ts'
import { revenue } from './revenue.ts'
import { revenueOfCohort } from './revenue-dn.ts'
import { roas } from './roas.ts'
import { roasOfCohort } from './roas-dn.ts'
import { spend } from './spend.ts'
import { viewThroughShare } from './view-through-share.ts'

/** Metrics that mean one thing in every project. */
export const METRICS: readonly Metric[] = [
  impressions,
  clicks,
  spend,
  installs,
  revenue,
  ipm,
  ipmClick,
  ipmView,
  ctr,
  cpi,
  cpm,
  ecpm,
  cpc,
  roas,
  hookRate,
  holdRate,
  completionRate,
  engagementRate,
  arpi,
  ltv,
]

/** Metrics of an event, the project's main one unless the question names another (`cpa.purchase`). */
export const EVENT_METRICS: readonly EventMetric[] = [
  conversions,
  conversionPerImpression,
  conversionsPerMille,
  cvr,
  cvrClick,
  viewThroughShare,
  cpa,
]

/** Days of a cohort's life that are asked for most. */
export const COHORT_DAYS: readonly number[] = [0, 1, 3, 7, 14, 30]

/** Metrics of any day of a cohort's life (`roas_d7`). */
export const COHORT_METRICS: readonly CohortMetric[] = [
  revenueOfCohort,
  roasOfCohort,
  arpiOfCohort,
  payerRateOfCohort,
  arppuOfCohort,
  retention,
  retentionRolling,
  retentionBracket,
]
