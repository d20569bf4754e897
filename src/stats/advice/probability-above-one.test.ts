import { expect, test } from 'vitest'
import { isComputed } from '../not-computed.ts'
import { probabilityAboveOne } from './probability-above-one.ts'

test('is one half in the middle, 97.5 % where the 95 % interval ends at 1, and mirrored by the inverse', () => {
  expect(probabilityAboveOne({ low: 0.5, high: 2, level: 0.95 })).toBeCloseTo(0.5, 12)
  expect(probabilityAboveOne({ low: 1, high: 1.7, level: 0.95 })).toBeCloseTo(0.975, 9)
  const [forth, back] = [
    probabilityAboveOne({ low: 0.8, high: 1.9, level: 0.9 }),
    probabilityAboveOne({ low: 1 / 1.9, high: 1 / 0.8, level: 0.9 }),
  ]
  expect(isComputed(forth) && isComputed(back) && forth + back).toBeCloseTo(1, 12)
})

test('is not computed where the interval says nothing of a ratio', () => {
  for (const interval of [
    { low: 0, high: 1 },
    { low: 1, high: 1 },
    { low: 1, high: Infinity },
  ])
    expect(isComputed(probabilityAboveOne({ ...interval, level: 0.95 }))).toBe(false)
})
