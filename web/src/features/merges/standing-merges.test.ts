import { expect, it } from 'vitest'
import type { MergeDecision } from '../../api/merges.ts'
import { standingMerges } from './standing-merges.ts'

function decide(
  number: number,
  kind: MergeDecision['kind'],
  keys: string[],
  level: MergeDecision['level'] = 'creative',
): MergeDecision {
  const objects = keys.map((key) => ({ key, name: key }))
  return { number, at: '2026-03-01T00:00:00Z', level, kind, objects, name: null, by: 'person', why: null }
}

it('keeps merges that nobody split since, newest first', () => {
  const decisions = [
    decide(1, 'merge', ['a', 'b']),
    decide(2, 'merge', ['c', 'd']),
    decide(3, 'split', ['a']),
    decide(4, 'merge', ['e', 'f']),
    decide(5, 'split', ['e'], 'campaign'),
  ]
  expect(standingMerges(decisions).map(({ number }) => number)).toEqual([4, 2])
})
