import type { LoadPlan, ReadExpression } from '../../load-plan.ts'
import { countedColumns } from './reading-columns.ts'

/** Load numbers given to rows that will not stay, while they are still being counted. */
export const ROW_STATE = { total: -1, unreadable: -2, blank: -3 } as const

/** A reason not to read a row: when it holds, and the cell to show. */
export interface RowProblem {
  readonly when: string
  readonly column: string | null
  readonly reason: string
}

function columnProblem(expression: ReadExpression, what: string): RowProblem {
  return { when: expression.unreadable, column: expression.header, reason: `is not ${what}` }
}

/** Every way a row of this plan can be unreadable, the first that holds naming it. */
export function rowProblems(plan: LoadPlan): readonly RowProblem[] {
  const problems: RowProblem[] = []
  if (plan.day) {
    problems.push(columnProblem(plan.day, 'a date'))
    problems.push({ when: `(${plan.day.value}) IS NULL`, column: plan.day.header, reason: 'has no date' })
  }
  for (const expression of Object.values(plan.delivery)) problems.push(columnProblem(expression, 'a number'))
  for (const expression of countedColumns(plan)) problems.push(columnProblem(expression, 'a number'))
  return [...problems, ...plan.refusals]
}

/** SQL for the load number of a row: the load's own, or the state that keeps it out. */
export function rowState(plan: LoadPlan, load: number): string {
  const unreadable = rowProblems(plan).map(({ when }) => `coalesce((${when}), FALSE)`)
  return `CASE
    WHEN ${plan.isBlank} THEN ${ROW_STATE.blank}
    WHEN ${plan.isTotal} THEN ${ROW_STATE.total}
    WHEN ${unreadable.join(' OR ') || 'FALSE'} THEN ${ROW_STATE.unreadable}
    ELSE ${load} END`
}
