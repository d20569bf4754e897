import { expect, test } from 'vitest'
import { waterfallBars } from './waterfall-steps.ts'

test('bars follow each other from one whole to the next', () => {
  const bars = waterfallBars([
    { label: 'before', value: 10, isWhole: true },
    { label: 'mix', value: -4, low: -5, high: -3 },
    { label: 'clicks', value: 1 },
    { label: 'after', value: 7, isWhole: true },
  ])
  expect(bars.map(({ from, to, kind }) => [from, to, kind])).toEqual([
    [0, 10, 'whole'],
    [10, 6, 'down'],
    [6, 7, 'up'],
    [0, 7, 'whole'],
  ])
  expect(bars[1]).toMatchObject({ low: 5, high: 7 })
  expect(bars[2]).toMatchObject({ low: null, high: null })
})
