import { type Computed, isComputed, notComputed } from '../not-computed.ts'
import { type ArmBelief, armBeliefs } from './arm-beliefs.ts'
import { type ArmSpread, learnArmSpread, type TestCounts } from './arm-spread.ts'
import { comparableCounts } from './comparable-counts.ts'
import type { TestOfArms } from './experiment-input.ts'

export interface TestsReading {
  /** Of each test, in the order given: its arms in theirs. */
  readonly tests: readonly Computed<readonly ArmBelief[]>[]
  /** Coefficient of variation of the arms of a test, learnt from all tests. */
  readonly spread: Computed<number>
}

/** Arms of many tests read together: one spread of arms is learnt from all tests, each test keeps its own typical rate. */
export function readTests(given: readonly TestOfArms[]): TestsReading {
  const counts = countsOf(given)
  const usable = counts.filter(isComputed)
  const spread = spreadOf(usable)
  if (!isComputed(spread))
    return { tests: counts.map((count) => (isComputed(count) ? spread : count)), spread }
  return {
    tests: counts.map((count) => (isComputed(count) ? armBeliefs(count, spread) : count)),
    spread: spread.cv,
  }
}

/** How much arms of one test differ in an account, learnt from its earlier tests. */
export function learnTestSpread(tests: readonly TestOfArms[]): Computed<ArmSpread> {
  return spreadOf(countsOf(tests).filter(isComputed))
}

function countsOf(tests: readonly TestOfArms[]): Computed<TestCounts>[] {
  return tests.map(({ arms, phi }) =>
    arms.length < 2
      ? notComputed('only_one_creative', 'a test needs two arms')
      : comparableCounts(arms, Math.max(1, phi)),
  )
}

function spreadOf(usable: readonly TestCounts[]): Computed<ArmSpread> {
  return usable.length === 0 ? notComputed('no_conversions', 'no test could be read') : learnArmSpread(usable)
}
