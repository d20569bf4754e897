import { expect, it } from 'vitest'
import type { CreativeDecision } from '../../api/creatives.ts'
import { standingMerges } from './standing-merges.ts'

function decide(number: number, kind: CreativeDecision['kind'], creatives: string[]): CreativeDecision {
  return { number, at: '2026-03-01T00:00:00Z', kind, creatives, name: null, by: 'person', why: null }
}

it('keeps merges that nobody split since, newest first', () => {
  const decisions = [
    decide(1, 'merge', ['a', 'b']),
    decide(2, 'merge', ['c', 'd']),
    decide(3, 'split', ['a']),
    decide(4, 'merge', ['e', 'f']),
  ]
  expect(standingMerges(decisions).map(({ number }) => number)).toEqual([4, 2])
})
