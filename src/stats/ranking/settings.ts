import type { RankSettings } from './types.ts'

export const DEFAULT_RANK_SETTINGS: RankSettings = {
  smallestEffect: 0.1,
  level: 0.95,
  order: 'evidence',
  decisionProbability: 0.8,
  decisionLoss: 0.01,
  minimumConversions: 5,
  weakOverlap: 0.05,
}

/** The settings that apply, or the sentence saying which one cannot be used. */
export function completeSettings(given: Partial<RankSettings> | undefined): RankSettings | string {
  const settings: RankSettings = { ...DEFAULT_RANK_SETTINGS, ...given }
  const within = (value: number, low: number, high: number) => value > low && value < high
  if (!within(settings.smallestEffect, 0, 1)) return 'the smallest effect must lie between 0 and 1'
  if (!within(settings.level, 0.5, 1)) return 'the level of the intervals must lie between 0.5 and 1'
  if (!within(settings.decisionProbability, 0.5, 1))
    return 'the decision probability must lie between 0.5 and 1'
  if (!within(settings.decisionLoss, 0, 1)) return 'the loss allowed must lie between 0 and 1'
  if (!(settings.minimumConversions >= 0)) return 'the minimum of conversions must be 0 or more'
  if (!(settings.weakOverlap >= 0 && settings.weakOverlap < 1))
    return 'the weak overlap must lie between 0 and 1'
  return settings
}
