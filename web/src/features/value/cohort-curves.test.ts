import { expect, test } from 'vitest'
import { pointsOf, readCurves } from './cohort-curves.ts'

const ANSWER = {
  totals: { retention_d1: 0.3, retention_d7: null, retention_d30: null },
  rows: [
    { country: 'DE', installs: 10, retention_d1: 0.2, retention_d7: null },
    { country: 'US', installs: 90, retention_d1: 0.4, retention_d7: 0.1 },
    { country: 'FR', installs: 50, retention_d1: null, retention_d7: null },
    { country: null, installs: 99, retention_d1: 0.5, retention_d7: null },
  ],
}

test('days nobody tells are no part of a curve, and rows without one are none', () => {
  const curves = readCurves(ANSWER, 'country', 'retention')
  expect(curves.days).toEqual([1, 7])
  expect(curves.rows).toEqual([
    { key: 'US', name: 'US', installs: 90, values: [0.4, 0.1] },
    { key: 'DE', name: 'DE', installs: 10, values: [0.2, null] },
  ])
  expect(pointsOf(curves)).toEqual({
    names: ['US', 'DE'],
    points: [
      { name: 'US', day: 1, value: 0.4 },
      { name: 'US', day: 7, value: 0.1 },
      { name: 'DE', day: 1, value: 0.2 },
    ],
  })
})
