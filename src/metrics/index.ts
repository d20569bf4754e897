export { answerQuery, type MetricAnswer } from './answer.ts'
export { answerCompared, type Compared } from './answer-compared.ts'
export { answerDays, answerDaysInParts, type DailySums } from './answer-days.ts'
export { answerDiscrepancies } from './answer-discrepancies.ts'
export { answerMatches } from './answer-matches.ts'
export { type AnsweredPlace, answerPlaces, type PlacedSums } from './answer-places.ts'
export { answerRestatements } from './answer-restatements.ts'
export { answerSourceOfTruth } from './answer-source-of-truth.ts'
export { answerTouches, type TouchAnswer, type TouchCounts, type TouchSite } from './answer-touches.ts'
export { type Catalogue, type CataloguedLoad, readCatalogue, readDataVersion } from './catalogue.ts'
export { comparisonRange } from './comparison-range.ts'
export { answeringLoads, completionOf, expectedShare } from './completions.ts'
export { COHORT_DAYS, COHORT_METRICS, EVENT_METRICS, METRICS } from './definitions/index.ts'
export {
  type RestatedTotal,
  readRestatedTotals,
  readTouchDelays,
  type TouchDelay,
} from './delay-history.ts'
export {
  type EntityChange,
  type PageChange,
  readEntityChanges,
  readPageChanges,
} from './entity-changes.ts'
export { evaluateMetric } from './evaluate-metric.ts'
export { findMetric, type MetricNames } from './find-metric.ts'
export { type AnsweredRow, networksOf, partsWithBoth, sumOfParts } from './gather-rows.ts'
export { carries, findGrouping, type Grouping } from './grouping.ts'
export { inSlices, overRanges } from './in-slices.ts'
export { formatFilter, formatHaving } from './language/format-filter.ts'
export { ownMetrics } from './language/own-metric.ts'
export {
  dimensionsOf,
  findSegment,
  type ReadConditions,
  readConditions,
  readFilters,
} from './language/read-conditions.ts'
export { readSegments } from './language/read-segments.ts'
export { findCurve, readLearntCurves, type StoredCurves } from './learnt-curves.ts'
export {
  type CohortMetric,
  type Component,
  componentKey,
  componentsOf,
  type EventMetric,
  isMoney,
  type Metric,
  type RatioMetric,
  type SumMetric,
  UNITS,
} from './metric.ts'
export type { MetricContext } from './metric-context.ts'
export { nameTokens, tagTokens } from './name-tokens.ts'
export { periodNotes } from './period-notes.ts'
export { Filter, Grain, groupingNames, Having, Maturity, Query, type QueryInput } from './query.ts'
export type { AnsweredPart } from './read-parts.ts'
export { readRestatedDays } from './restated-days.ts'
export { type RowMark, rowMarks } from './row-marks.ts'
export { LEAST_SHARE, newestMatureDay } from './unsettled-days.ts'
