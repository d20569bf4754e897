import { dayNumber } from '#schema/day-number.ts'
import { firstShares, type ProjectTest, sharesOf } from '#schema/project-test.ts'
import type { ExperimentArm, ExperimentInput } from '#stats/index.ts'
import type { FoundArm } from './gather-test.ts'

/** Noise beyond chance that is taken where neither plan nor history tell it. */
const ASSUMED_DISPERSION = 1.5

/** A declared test and the counts of its arms as the statistics take it; `dispersion` is that of plan or history. */
export function experimentOf(
  { test, arms: found }: { readonly test: ProjectTest; readonly arms: readonly FoundArm[] },
  arms: readonly ExperimentArm[],
  dispersion: number | null,
): ExperimentInput {
  const names = found.map(({ arm }) => arm)
  return {
    arms,
    lift: test.lift,
    phi: dispersion ?? 1,
    accountPhi: dispersion ?? ASSUMED_DISPERSION,
    alpha: test.alpha,
    power: test.power,
    smallestEffect: test.smallestEffect,
    minimumDays: test.minimumDays,
    design: firstShares(test, names),
    laterDesigns: Object.entries(test.laterSplits).map(([day, split]) => ({
      from: dayNumber(day),
      shares: sharesOf(split, names),
    })),
    label: test.design,
    start: dayNumber(test.start),
    explorationDays: test.explorationDays,
  }
}
