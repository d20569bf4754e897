import type { Plan } from '../plan.ts'
import { completeImmature } from './complete-immature.ts'
import { leaveOutDateless } from './leave-out-dateless.ts'
import { leaveOutUnsettled } from './leave-out-unsettled.ts'
import { oneReportAnswers } from './one-report-answers.ts'
import { onlyAskedBasis } from './only-asked-basis.ts'
import { readRolledFacts } from './read-rolled-facts.ts'

/** Every rewrite, in the order it is applied. */
const REWRITES: readonly ((plan: Plan) => Plan)[] = [
  onlyAskedBasis,
  oneReportAnswers,
  leaveOutDateless,
  leaveOutUnsettled,
  completeImmature,
  readRolledFacts,
]

export function rewritePlan(plan: Plan): Plan {
  return REWRITES.reduce((current, rewrite) => rewrite(current), plan)
}
