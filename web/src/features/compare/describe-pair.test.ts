import { expect, test } from 'vitest'
import { describeHeterogeneity, describeNoWorse, describePlaces } from './describe-pair.ts'

const place = (stratum: string, ratio: number, low: number, high: number | null) => ({
  stratum,
  ratio,
  low,
  high,
})
const DIFFER = {
  q: 25.34,
  degreesOfFreedom: 2,
  pValue: 3e-6,
  kappa: 0.1,
  byStratum: [place('US', 1.02, 0.9, 1.15), place('BR', 2, 1.6, 2.5), place('DE', 3, 0.4, null)],
}

test('places that differ are told by Q and p, the surest difference first', () => {
  expect(describeHeterogeneity(DIFFER)).toBe('Q 25.3 on 2, p <0.001')
  expect(describeHeterogeneity({ ...DIFFER, pValue: 0.2041 })).toBe('Q 25.3 on 2, p 0.204')
  expect(describePlaces(DIFFER).split('\n')[0]).toMatch(/^BR: /)
  expect(describePlaces(DIFFER)).toMatch(/DE: .*open/)
})

test('who is surely no worse', () => {
  const told = (first: boolean, second: boolean) =>
    describeNoWorse(
      { margin: 0.1, level: 0.95, first: { bound: 1, holds: first }, second: { bound: 1, holds: second } },
      ['A', 'B'],
    )
  expect([told(true, true), told(true, false), told(false, true), told(false, false)]).toEqual([
    'both',
    'A',
    'B',
    'not sure',
  ])
})
