import type { SourceOfTruth } from '#models/policy.ts'
import type { LearntCurve } from '#schema/learnt-curve.ts'
import type { Warehouse } from '#warehouse/warehouse.ts'
import type { Catalogue } from './catalogue.ts'
import type { ConditionNames } from './language/read-conditions.ts'
import type { DelayCurves } from './plan.ts'

/** What the metric layer needs to answer in a project. */
export interface MetricContext {
  readonly warehouse: Warehouse
  readonly catalogue: Catalogue
  readonly names: ConditionNames
  readonly currency: string | null
  readonly timezone: string
  /** Weekday a week begins with, 0 being Monday. */
  readonly firstWeekday: number
  /** Days back from its observation on which conversions of a day are still expected. */
  readonly matureAfter: number
  readonly delays: DelayCurves
  /** What the project's own rows tell of delays; empty where that is not to be used. */
  readonly learnt: readonly LearntCurve[]
  readonly policy?: SourceOfTruth
}
