import { completionsOf } from '../completions.ts'
import type { Plan } from '../plan.ts'

/**
 * Safe only when asked for: it adds what was not counted. Every count of a day goes up by what its delay curve says is still
 * to come, each load by its own age: the curve learnt of its source, event and network, else the one its source was
 * given; who has none is not answered by settling.
 */
export function completeImmature(plan: Plan): Plan {
  if (plan.query.maturity !== 'completed') return plan
  return { ...plan, completed: completionsOf(plan) }
}
