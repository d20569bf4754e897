import type { LoadPlan, ReadExpression } from '../../load-plan.ts'
import { identifier, textLiteral } from '../literal.ts'
import { countedColumns } from './reading-columns.ts'

/** Load numbers given to rows that will not stay, while they are still being counted. */
export const ROW_STATE = { total: -1, unreadable: -2, blank: -3 } as const

/** A reason not to read a row: when it holds, and the cell to show. */
export interface RowProblem {
  readonly when: string
  readonly column: string | null
  /** SQL for what is wrong with the cell. */
  readonly reason: string
}

function dayProblem({ unreadable, header }: ReadExpression): RowProblem {
  return { when: unreadable, column: header, reason: textLiteral('is not a date') }
}

function numberProblem({ unreadable, header }: ReadExpression): RowProblem {
  const reason =
    header === null
      ? textLiteral('is not a number')
      : `CASE WHEN contains(${identifier(header)}::VARCHAR, '%') THEN 'is a percentage, which is no count or amount' ELSE 'is not a number' END`
  return { when: unreadable, column: header, reason }
}

/** Every way a row of this plan can be unreadable, the first that holds naming it. */
export function rowProblems(plan: LoadPlan): readonly RowProblem[] {
  const problems: RowProblem[] = []
  if (plan.day) {
    problems.push(dayProblem(plan.day))
    problems.push({
      when: `(${plan.day.value}) IS NULL`,
      column: plan.day.header,
      reason: textLiteral('has no date'),
    })
  }
  for (const expression of Object.values(plan.delivery)) problems.push(numberProblem(expression))
  for (const expression of countedColumns(plan)) problems.push(numberProblem(expression))
  return [
    ...problems,
    ...plan.refusals.map((refusal) => ({ ...refusal, reason: textLiteral(refusal.reason) })),
  ]
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
