import { countDays, type Day } from '#schema/day.ts'
import { dayNumber } from '#schema/day-number.ts'
import type { ProjectTest } from '#schema/project-test.ts'
import {
  type Computed,
  type ExperimentInput,
  isComputed,
  planExperiment,
  readExperiment,
} from '#stats/index.ts'
import { cellTotals } from './gather-cells.ts'

/** An arm at the latest look: |z| that rejects there, and whether one was reached there or before. */
export type LookedArm = Computed<{ readonly boundary: number; readonly rejected: boolean }>

export interface DeclaredLooks {
  readonly look: Day
  readonly arms: ReadonlyMap<string, LookedArm>
}

/** Conversions of the control at which a test with declared looks is planned to end. */
function plannedConversions({ lift, power, phi, alpha, design, arms }: ExperimentInput): number {
  const shares = design ?? arms.map(() => 1)
  return planExperiment({
    lift,
    phi,
    arms: arms.length,
    allocation: (shares[1] ?? 1) / (shares[0] ?? 1),
    ...(alpha === undefined ? {} : { alpha }),
    ...(power === undefined ? {} : { power }),
  }).declaredHorizonConversions
}

function before({ arms }: ExperimentInput, look: Day): ExperimentInput['arms'] {
  const last = dayNumber(look)
  return arms.map((arm) => ({ ...arm, cells: arm.cells.filter(({ day }) => day <= last) }))
}

/** The reading for a fixed end, at the declared looks up to a day; `null` before the first, and without an end. */
export function readDeclaredLooks(
  { start, end, looks }: ProjectTest,
  to: Day,
  input: ExperimentInput,
): DeclaredLooks | null {
  if (end === undefined) return null
  const taken = [...new Set([...looks, end])].toSorted().filter((look) => look <= to)
  const planned = plannedConversions(input)
  const shares: number[] = []
  let latest: DeclaredLooks | null = null
  for (const look of taken) {
    const arms = before(input, look)
    const conversions = cellTotals(arms[0]?.cells ?? []).conversions
    // A test that runs ahead of its plan spends no more error than the days gone by allow.
    const expected = (conversions * countDays(start, end)) / countDays(start, look)
    shares.push(look === end ? 1 : expected > 0 ? conversions / Math.max(planned, expected) : 0)
    const reading = readExperiment({ ...input, arms, declaredLooks: shares })
    if (!isComputed(reading)) continue
    const earlier = latest?.arms
    const read = reading.arms.map(({ id, declaredHorizon: now }): [string, LookedArm] => {
      const past = earlier?.get(id)
      const stands = past !== undefined && isComputed(past) && past.rejected
      return [id, isComputed(now) ? { ...now, rejected: now.rejected || stands } : now]
    })
    latest = { look, arms: new Map(read) }
  }
  return latest
}
