import fc from 'fast-check'
import { APPS, type Row, TEXTS } from './random-rows.test-support.ts'

/** A condition on rows, as a tree and as it is typed. */
export type RandomCondition =
  | {
      readonly dimension: 'network' | 'campaign' | 'country' | 'app'
      readonly operator: Operator
      readonly values: readonly string[]
    }
  | { readonly kind: 'and' | 'or'; readonly of: readonly RandomCondition[] }
  | { readonly kind: 'not'; readonly of: readonly RandomCondition[] }
type Operator = '=' | '!=' | '~' | '!~' | 'in' | 'not in' | 'is unknown' | 'is not unknown'

const dimension = fc.constantFrom('network' as const, 'campaign' as const, 'country' as const)
const text = fc.constantFrom(...TEXTS)

/** Any condition on dimensions, up to three levels deep. */
export const { condition } = fc.letrec<{ condition: RandomCondition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    fc.record({
      dimension,
      operator: fc.constantFrom<Operator[]>('=', '!=', '~', '!~'),
      values: fc.tuple(text),
    }),
    fc.record({
      dimension,
      operator: fc.constantFrom<Operator[]>('in', 'not in'),
      values: fc.array(text, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      dimension: fc.constant('country' as const),
      operator: fc.constantFrom<Operator[]>('is unknown', 'is not unknown'),
      values: fc.constant([]),
    }),
    fc.record({
      dimension: fc.constant('app' as const),
      operator: fc.constantFrom<Operator[]>('=', '!='),
      values: fc.tuple(fc.constantFrom(...APPS)),
    }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('condition'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), of: fc.tuple(tie('condition')) }),
  ),
}))

const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`

/** The condition as somebody would type it. */
export function typed(one: RandomCondition): string {
  if ('kind' in one) {
    const parts = one.of.map((part) => `(${typed(part)})`)
    return one.kind === 'not' ? `not ${parts[0]}` : parts.join(` ${one.kind} `)
  }
  const { dimension: name, operator, values } = one
  if (operator.startsWith('is')) return `${name} ${operator}`
  if (operator.endsWith('in')) return `${name} ${operator} (${values.map(quoted).join(', ')})`
  return `${name} ${operator} ${values.map(quoted).join('')}`
}

/** Whether a row is kept, by plain logic; apps are called by any of their names. */
export function passes(row: Row, one: RandomCondition, appOf: (name: string) => string): boolean {
  if ('kind' in one) {
    if (one.kind === 'not') return one.of.every((part) => !passes(row, part, appOf))
    return one.kind === 'and'
      ? one.of.every((part) => passes(row, part, appOf))
      : one.of.some((part) => passes(row, part, appOf))
  }
  const own = row[one.dimension]?.toLowerCase()
  if (one.operator === 'is unknown') return own === undefined
  if (one.operator === 'is not unknown') return own !== undefined
  const found = one.values.some((value) => {
    const wanted = (one.dimension === 'app' ? appOf(value) : value).toLowerCase()
    return own !== undefined && (one.operator.endsWith('~') ? own.includes(wanted) : own === wanted)
  })
  return one.operator.startsWith('!') || one.operator.startsWith('not') ? !found : found
}
