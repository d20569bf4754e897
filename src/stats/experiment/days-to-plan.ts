import type { ExperimentArm, ExperimentInput } from './experiment-input.ts'
import { planExperiment } from './plan.ts'

// Beyond this a number of days is not an answer.
const LONGEST_WAIT = 3_650

export function totalOf(arm: ExperimentArm, field: 'exposure' | 'conversions'): number {
  return arm.cells.reduce((sum, cell) => sum + cell[field], 0)
}

/** Days until the control has the planned conversions at the pace so far; null when that cannot be said. */
export function daysToPlan(input: ExperimentInput, days: number): number | null {
  const [control, ...arms] = input.arms
  if (control === undefined || days === 0) return null
  const shown = totalOf(control, 'exposure')
  const conversions = totalOf(control, 'conversions')
  if (!(shown > 0 && conversions > 0)) return null
  const allocation = arms.reduce((sum, arm) => sum + totalOf(arm, 'exposure'), 0) / arms.length / shown
  if (!(allocation > 0)) return null
  const { peekSafeConversions } = planExperiment({
    lift: input.lift,
    phi: input.phi,
    arms: input.arms.length,
    allocation,
    ...(input.alpha === undefined ? {} : { alpha: input.alpha }),
    ...(input.power === undefined ? {} : { power: input.power }),
  })
  const moreDays = Math.max(0, Math.ceil((peekSafeConversions - conversions) / (conversions / days)))
  return moreDays <= LONGEST_WAIT ? moreDays : null
}
