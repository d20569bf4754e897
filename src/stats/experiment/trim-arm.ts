import type { ExperimentCell } from './experiment-input.ts'

export interface TrimOptions {
  /** First day of the test; what an arm did before is not part of it. */
  readonly start?: number
  /** Days at an arm's own start in which the network still learns whom to show it. */
  readonly explorationDays?: number
}

/** Days with impressions, and impressions on them. */
export interface LeftOut {
  readonly days: number
  readonly exposure: number
}

export interface TrimmedArm<Cell> {
  readonly cells: readonly Cell[]
  readonly beforeStart: LeftOut
  readonly exploration: LeftOut
}

/** An arm without the days before the test and without its exploration phase. */
export function trimArm<Cell extends ExperimentCell>(
  given: readonly Cell[],
  { start = Number.NEGATIVE_INFINITY, explorationDays = 0 }: TrimOptions,
): TrimmedArm<Cell> {
  const inside = given.filter(({ day }) => day >= start)
  const shown = inside.reduce(
    (first, { day, exposure }) => (exposure > 0 ? Math.min(first, day) : first),
    Number.POSITIVE_INFINITY,
  )
  const settled = explorationDays > 0 ? shown + explorationDays : Number.NEGATIVE_INFINITY
  return {
    cells: inside.filter(({ day }) => day >= settled),
    beforeStart: leftOut(given.filter(({ day }) => day < start)),
    exploration: leftOut(inside.filter(({ day }) => day < settled)),
  }
}

function leftOut(cells: readonly ExperimentCell[]): LeftOut {
  const shown = cells.filter(({ exposure }) => exposure > 0)
  return {
    days: new Set(shown.map(({ day }) => day)).size,
    exposure: shown.reduce((sum, { exposure }) => sum + exposure, 0),
  }
}
