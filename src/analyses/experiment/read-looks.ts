import { setImmediate as letOthersRun } from 'node:timers/promises'
import type { TestLook } from '#schema/answer/test-show-answer.ts'
import { dayOf } from '#schema/day-number.ts'
import { type ExperimentArm, type LookDispersion, pairCells, peekSafeReading } from '#stats/index.ts'

/** Cells read over all looks together; a test with very many is shown at fewer looks. */
const MOST_WORK = 1_000_000

/** The looks to show: all of them, or evenly spread ones that end with the newest. */
function shownLooks(looks: readonly LookDispersion[], cells: number): readonly LookDispersion[] {
  const count = Math.max(2, Math.floor((2 * MOST_WORK) / Math.max(1, cells)))
  const step = Math.ceil(looks.length / count)
  return looks.filter((_, k) => (looks.length - 1 - k) % step === 0)
}

/** How the test read at the end of each day, each time from the days until then alone. */
export async function readLooks(
  [control, ...others]: readonly ExperimentArm[],
  looks: readonly LookDispersion[],
  { lift, alpha }: { readonly lift: number; readonly alpha: number },
): Promise<TestLook[]> {
  if (control === undefined) return []
  const cells = [control, ...others].reduce((sum, arm) => sum + arm.cells.length, 0)
  const read: TestLook[] = []
  for (const { day, phi } of shownLooks(looks, cells)) {
    const until = (arm: ExperimentArm) => arm.cells.filter((cell) => cell.day <= day)
    const arms = others.map((arm) => {
      const pairs = pairCells(until(arm), until(control))
      const { ratio, low, high, eValue } = peekSafeReading(pairs, { lift, phi, alpha })
      return { arm: arm.id, ratio, low, high, eValue }
    })
    read.push({ day: dayOf(day), arms })
    await letOthersRun()
  }
  return read
}
