import { type AnsweredRow, completeParts, partsWithAll, sumOfParts } from './gather-rows.ts'
import {
  componentKey,
  componentsOf,
  describeComponent,
  type Expression,
  type FormulaMetric,
} from './metric.ts'

/** A metric's value from its sums, or `null` with the reason there is none. */
export type Evaluated =
  | { readonly value: number; readonly reason: null }
  | { readonly value: null; readonly reason: string }

const SIGNS = { '+': '+', '-': '−', '*': '×', '/': '÷' } as const

function formatExpression(expression: Expression): string {
  if (expression.kind === 'number') return String(expression.value)
  if (expression.kind === 'component') return describeComponent(expression.component)
  const inner = (part: Expression) =>
    'left' in part ? `(${formatExpression(part)})` : formatExpression(part)
  return `${inner(expression.left)} ${SIGNS[expression.kind]} ${inner(expression.right)}`
}

/** The value of an expression, given the sum of each component. */
export function calculate(expression: Expression, sums: ReadonlyMap<string, number>): Evaluated {
  if (expression.kind === 'number') return { value: expression.value, reason: null }
  if (expression.kind === 'component')
    return { value: sums.get(componentKey(expression.component)) ?? 0, reason: null }
  const left = calculate(expression.left, sums)
  if (left.reason !== null) return left
  const right = calculate(expression.right, sums)
  if (right.reason !== null) return right
  switch (expression.kind) {
    case '+':
      return { value: left.value + right.value, reason: null }
    case '-':
      return { value: left.value - right.value, reason: null }
    case '*':
      return { value: left.value * right.value, reason: null }
    case '/':
      if (right.value === 0) return { value: null, reason: `${formatExpression(expression.right)} is 0` }
      return { value: left.value / right.value, reason: null }
  }
}

/** A formula over the sums of the networks of a row that know everything in it. */
export function evaluateFormula(metric: FormulaMetric, { parts: all }: AnsweredRow): Evaluated {
  const keys = [...new Set(componentsOf(metric).map(componentKey))]
  const complete = completeParts(all, keys)
  const [left] = all
  if (left !== undefined && complete.length === 0)
    return { value: null, reason: keys.flatMap((key) => left.incomplete[key] ?? [])[0] ?? '' }
  const parts = partsWithAll(complete, keys)
  const sums = new Map<string, number>()
  for (const key of keys) {
    const sum = sumOfParts(parts.length === 0 ? complete : parts, key)
    if (sum.reason !== null) return sum
    sums.set(key, sum.value)
  }
  if (parts.length === 0)
    return {
      value: null,
      reason: `${[...new Set(componentsOf(metric).map(describeComponent))].join(' and ')} are known for different networks only`,
    }
  return calculate(metric.expression, sums)
}
