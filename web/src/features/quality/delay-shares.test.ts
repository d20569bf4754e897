import { expect, test } from 'vitest'
import { delayShares, stepLabel } from './delay-shares.ts'

test('steps are called in the largest unit that fits', () => {
  expect([0, 40, 60, 119, 465, 3600, 14_358, 86_400, 604_800, 2_682_951].map(stepLabel)).toEqual([
    '0s',
    '40s',
    '1m',
    '2m',
    '8m',
    '1h',
    '4h',
    '1d',
    '7d',
    '31d',
  ])
})

test('counts become shares of all, beside the others', () => {
  expect(delayShares([1, 3], { edges: [0, 60], baseline: [0.5, 0.5] })).toEqual([
    { step: '0s', own: 0.25, others: 0.5 },
    { step: '1m', own: 0.75, others: 0.5 },
  ])
  expect(delayShares([0, 0], { edges: [0, 60], baseline: null }).map(({ own }) => own)).toEqual([0, 0])
})
