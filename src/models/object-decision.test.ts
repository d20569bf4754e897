import { expect, test } from 'vitest'
import { decidedObjects, type ObjectDecision } from './object-decision.ts'

const decide = (
  level: ObjectDecision['level'],
  kind: ObjectDecision['kind'],
  keys: string,
  name: string | null = null,
): ObjectDecision => ({
  number: 1,
  at: '2026-03-01T00:00:00Z',
  level,
  kind,
  objects: keys.split(' ').map((key) => ({ key, name: key })),
  name,
})

test('each level is decided on its own, a later name holds for all, and a part leaves alone', () => {
  const merges = decidedObjects([
    decide('campaign', 'merge', 'a b c'),
    decide('ad', 'merge', 'a b', 'One'),
    decide('campaign', 'merge', 'a d', 'Autumn'),
    decide('campaign', 'split', 'b'),
  ])
  expect(merges.get('campaign')).toEqual(
    new Map(['a', 'c', 'd'].map((key) => [key, { merged: 'a', name: 'Autumn' }])),
  )
  expect(merges.get('ad')?.get('b')).toEqual({ merged: 'a', name: 'One' })
  expect(merges.has('app')).toBe(false)
})

test('what all its parts have left is not merged any more', () => {
  const decisions = [decide('app', 'merge', 'x y', 'Both'), decide('app', 'split', 'y')]
  expect(decidedObjects(decisions).get('app')?.size).toBe(0)
})

test('a split of the whole leaves nothing merged', () => {
  expect(decidedObjects([decide('app', 'merge', 'x y'), decide('app', 'split', 'x')]).get('app')?.size).toBe(
    0,
  )
})
