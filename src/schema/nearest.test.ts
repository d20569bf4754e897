import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'

test.each([
  ['ipn', 'ipm'],
  ['Impresions', 'impressions'],
  ['spned', 'spend'],
])('%s is close to %s', (typed, meant) => {
  expect(nearest(typed, ['ctr', 'ipm', 'impressions', 'spend'])).toBe(meant)
})

test('nothing is close to a different word', () => {
  expect(nearest('retention', ['ctr', 'ipm', 'impressions', 'spend'])).toBeNull()
})
