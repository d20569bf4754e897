import type { RankAnswer, RankRow, RateInterval } from '#schema/answer/rank-answer.ts'

/** Whether rates were put on a common mix: a group of one place has nothing to adjust for. */
export function isAdjusted({ adjustment }: Pick<RankAnswer, 'adjustment'>): boolean {
  return adjustment.strata.length > adjustment.groups
}

export interface ComparedRate {
  rate: number | null
  interval: RateInterval | null
}

/** The rate a row is judged by: on the common mix what is worth believing, else what was measured. */
export function comparedRate(row: RankRow, adjusted: boolean): ComparedRate {
  if (adjusted && row.shrunk !== null) return { rate: row.shrunk, interval: row.shrunkInterval }
  return { rate: row.rate, interval: row.interval }
}

/** The rate a row is compared with; that of another group says nothing about it. */
export function benchmarkOf(row: RankRow, answer: RankAnswer): number | null {
  return row.benchmark ?? (answer.adjustment.groups > 1 ? null : answer.benchmark)
}

/** Why a row has no rate on the mix though it is judged, where that is so. */
export function ownPlaces(row: RankRow): string | undefined {
  if (row.adjusted !== null) return undefined
  return row.reasons.find(({ code }) => code === 'own_places')?.message
}
