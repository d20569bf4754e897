export type { DaySeries, DispersionModel } from './dispersion/types.ts'
export type { Interval } from './intervals/types.ts'
export {
  type Computed,
  isComputed,
  type NotComputed,
  type NotComputedCode,
  notComputed,
} from './not-computed.ts'
export { rankCreatives } from './ranking/rank-creatives.ts'
export type {
  AdjustedRate,
  CreativeCell,
  CreativeEvidence,
  Decision,
  DecisionProbabilities,
  Estimate,
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
