import type { LoadPlan, ReadExpression } from '../../load-plan.ts'
import { identifier } from '../literal.ts'

/** The columns a plan counts outcomes by. */
export function countedColumns({ outcomes }: LoadPlan): readonly ReadExpression[] {
  const columns = outcomes.by === 'column' ? outcomes.columns : [outcomes]
  return columns.flatMap(({ count, value }) => [count, value]).filter((expression) => expression !== null)
}

/** SQL of every reading a plan needs, each once, to be put after the file's own columns. */
export function readingColumns(plan: LoadPlan): string {
  const expressions = [
    ...(plan.day === null ? [] : [plan.day]),
    ...Object.values(plan.delivery),
    ...countedColumns(plan),
  ]
  const readings = new Map(
    expressions.flatMap(({ readings: own }) => own.map(({ name, sql }) => [name, sql] as const)),
  )
  return [...readings].map(([name, sql]) => `, ${sql} AS ${identifier(name)}`).join('')
}
