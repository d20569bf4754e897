export { probabilityAboveOne } from './advice/probability-above-one.ts'
export {
  type AssumedPrice,
  EQUAL_PRICE,
  type ExpectedConversions,
  expectConversions,
  type MovedMoney,
} from './budget/expect-conversions.ts'
export { planBudget } from './budget/plan-budget.ts'
export { estimatePriceResponse } from './budget/price-response.ts'
export type {
  BudgetObject,
  BudgetPlan,
  BudgetRole,
  BudgetSettings,
  MoneyYield,
  PricedDays,
  PriceResponse,
} from './budget/types.ts'
export {
  type CompareInput,
  type CompareResult,
  type Comparison,
  compareCreatives,
} from './comparison/compare-creatives.ts'
export { conditionalRatio } from './comparison/conditional-ratio.ts'
export {
  type BeforeAfter,
  type ChangeEffect,
  type ChangeInput,
  type Drift,
  differenceInDifferences,
} from './comparison/difference-in-differences.ts'
export { type Heterogeneity, heterogeneity } from './comparison/heterogeneity.ts'
export {
  type CommonRatio,
  type CommonRatioOptions,
  mantelHaenszelRatio,
} from './comparison/mantel-haenszel.ts'
export { type NonInferiority, nonInferiority } from './comparison/non-inferiority.ts'
export type { Count, PairedStratum, Ratio } from './comparison/types.ts'
export type { Range } from './decomposition/day-ranges.ts'
export {
  type ChangeExplanation,
  type CostExplanation,
  type ExplainInput,
  explainChange,
  type FunnelStratum,
  type PartInterval,
  type PartIntervals,
  type StratumContribution,
} from './decomposition/explain-change.ts'
export {
  type EarnedCounts,
  explainPrice,
  explainReturn,
  type PricedStratum,
  type PriceExplanation,
  type ReturnExplanation,
} from './decomposition/explain-money.ts'
export {
  type MoneyCounts,
  type MoneyDay,
  type MoneyRanges,
  type MoneySide,
  moneyRanges,
} from './decomposition/money-ranges.ts'
export type { FunnelCounts, Parts } from './decomposition/split-rates.ts'
export {
  type DelayCurve,
  delayCurve,
  delayShares,
  matureAge,
  shareBy,
} from './delay/delay-curve.ts'
export { type DelayLink, linkDispersion, linkedDelaySums } from './delay/delay-links.ts'
export { addDelaySums, type DelayRow, type DelaySums, delaySums } from './delay/delay-triangle.ts'
export { delayedExposure } from './delay/delayed-exposure.ts'
export {
  type DevelopmentCurve,
  developedTotal,
  developmentCurve,
  type ReportedTotals,
} from './delay/mack.ts'
export { type Nowcast, type NowcastInput, nowcast } from './delay/nowcast.ts'
export { neighbourPhi } from './dispersion/neighbour-noise.ts'
export type { DaySeries, DispersionModel } from './dispersion/types.ts'
export { type LogRate, type LogRates, type LogRatesInput, logRates } from './elements/log-rates.ts'
export { readElements } from './elements/read-elements.ts'
export type {
  AlikeValue,
  ElementCreative,
  ElementEffect,
  ElementPair,
  ElementRatio,
  ElementReading,
  ElementsInput,
  ElementsReading,
  ElementValue,
  SharedValue,
  SharedValues,
  UnreadElement,
  UntriedCombination,
  UntriedCombinations,
} from './elements/types.ts'
export { topTwoAllocation } from './experiment/allocation.ts'
export type { ArmBelief } from './experiment/arm-beliefs.ts'
export { type ArmOverlap, armOverlap, sharedDays } from './experiment/arm-overlap.ts'
export { type BayesianReading, bayesianReading } from './experiment/bayesian-reading.ts'
export { horizonBoundaries, spentError } from './experiment/declared-horizon.ts'
export { type DesignLabel, labelOf } from './experiment/design-label.ts'
export {
  dispersionOverLooks,
  type LookDispersion,
  type LookOptions,
} from './experiment/dispersion-over-looks.ts'
export type {
  DatedDesign,
  ExperimentArm,
  ExperimentCell,
  ExperimentInput,
  TestOfArms,
} from './experiment/experiment-input.ts'
export { type Finding, type FindingCode, overlapFindings, trimFindings } from './experiment/findings.ts'
export { type FixedHorizonReading, fixedHorizonReading } from './experiment/fixed-horizon.ts'
export { pairCells } from './experiment/paired-cells.ts'
export type { PairedCell } from './experiment/paired-likelihood.ts'
export { type PeekSafeOptions, type PeekSafeReading, peekSafeReading } from './experiment/peek-safe.ts'
export {
  detectableLift,
  type Plan,
  type PlanInput,
  planExperiment,
  powerOf,
  sampleSize,
} from './experiment/plan.ts'
export { type ArmReading, type ExperimentReading, readExperiment } from './experiment/read-experiment.ts'
export { learnTestSpread, readTests, type TestsReading } from './experiment/read-tests.ts'
export {
  dailySampleRatioCheck,
  type SampleRatioCheck,
  sampleRatioCheck,
  sampleRatioLogEvidence,
} from './experiment/sample-ratio.ts'
export { checkSplitPeriods, type SplitPeriod, type SplitReading } from './experiment/split-periods.ts'
export { measureTestNoise, type TestNoise } from './experiment/test-noise.ts'
export { type LeftOut, type TrimOptions, trimArm } from './experiment/trim-arm.ts'
export { factorText, type Verdict, type VerdictCode } from './experiment/verdict.ts'
export { readFactors } from './factors/read-factors.ts'
export type {
  Combination,
  FactorArm,
  FactorInput,
  FactorInteraction,
  FactorRatio,
  FactorReading,
  FactorSpread,
  FactorTest,
  LevelEffect,
  PairEffect,
} from './factors/types.ts'
export {
  type ChangeDay,
  DEFAULT_FATIGUE_SETTINGS,
  type Decline,
  type FatigueAhead,
  type FatigueForecast,
  type FatigueInput,
  type FatigueReading,
  type FatigueResult,
  type FatigueSettings,
  type FatigueState,
  type WatchedCell,
  type WatchedCreative,
} from './fatigue/types.ts'
export { watchFatigue } from './fatigue/watch-fatigue.ts'
export { betaBinomialLower, betaBinomialUpper } from './fraud/beta-binomial.ts'
export { DELAY_BINS, DELAY_EDGES, DELAY_SEGMENTS, type DelaySegment, delayBin } from './fraud/delay-bins.ts'
export { judgeSites } from './fraud/judge-sites.ts'
export { ODD_TIMES } from './fraud/odd-clocks.ts'
export {
  FRAUD_DEFAULTS,
  type FraudReading,
  type FraudSettings,
  type Part,
  type Signal,
  type SignalFamily,
  type SignalName,
  type SiteCell,
  type SiteEvidence,
  type SiteReading,
  type SiteVerdict,
} from './fraud/types.ts'
export { clopperPearsonInterval, garwoodInterval } from './intervals/exact.ts'
export { jeffreysInterval, type OneRate } from './intervals/one-rate.ts'
export type { Interval } from './intervals/types.ts'
export { benjaminiHochberg } from './multiplicity/benjamini-hochberg.ts'
export { eBenjaminiHochberg } from './multiplicity/e-benjamini-hochberg.ts'
export {
  type Computed,
  isComputed,
  type NotComputed,
  type NotComputedCode,
  notComputed,
} from './not-computed.ts'
export {
  drawBeta,
  drawCount,
  drawGamma,
  drawNormal,
  drawPoisson,
  type RandomGenerator,
} from './random/draws.ts'
export { seededGenerator } from './random/seeded.ts'
export { type BestArm, bestArm } from './ranking/best-arm.ts'
export { overlap } from './ranking/overlap.ts'
export { rankCreatives } from './ranking/rank-creatives.ts'
export { DEFAULT_RANK_SETTINGS } from './ranking/settings.ts'
export type {
  AdjustedRate,
  CreativeCell,
  CreativeEvidence,
  Decision,
  DecisionProbabilities,
  Estimate,
  PlacedDays,
  RankComponent,
  RankedCreative,
  RankInput,
  RankNote,
  RankOrder,
  RankResult,
  RankSettings,
  Reason,
  ReasonCode,
  SimpsonWarning,
  StratumEffect,
} from './ranking/types.ts'
export {
  SPREAD_DEFAULTS,
  type SpreadCell,
  type SpreadConversions,
  spreadConversions,
} from './spread/spread-conversions.ts'
export { productQuantile } from './value/product-quantile.ts'
export { type Believed, believedQuantile, type ShrunkAmounts, shrinkAmounts } from './value/shrink-amounts.ts'
export { type AmountCell, unitSizes } from './value/unit-size.ts'
