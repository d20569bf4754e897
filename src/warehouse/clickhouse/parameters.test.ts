import { expect, test } from 'vitest'
import { bindParameters } from './parameters.ts'

test('parameters get a name and a type, texts in the query stay', () => {
  const { query, query_params } = bindParameters("SELECT $1, '$1', '\\'$2', 'a''$2', $12", [
    'x',
    null,
    ...Array<number>(9).fill(1),
    0.5,
  ])
  expect(query).toBe("SELECT {p1:String}, '$1', '\\'$2', 'a''$2', {p12:Float64}")
  expect(query_params).toMatchObject({ p1: 'x', p2: null, p3: 1, p12: 0.5 })
})
