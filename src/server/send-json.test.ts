import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonPieces } from './send-json.ts'

const written = (answer: Readonly<Record<string, unknown>>) => [...jsonPieces(answer)].join('')

test('the pieces together are the JSON of the whole', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (answer) => {
      expect(written(answer)).toBe(JSON.stringify(answer))
    }),
  )
})

test.each([0, 1, 200, 201, 400, 1001])('a list of %i items is whole', (length) => {
  const answer = {
    before: 1,
    rows: Array.from({ length }, (_, index) => ({ index })),
    absent: undefined,
    notes: [],
  }
  expect(written(answer)).toBe(JSON.stringify(answer))
})

test('a long list comes in several pieces', () => {
  const pieces = [...jsonPieces({ rows: Array.from({ length: 1000 }, () => 'text') })]
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(2000)
})
