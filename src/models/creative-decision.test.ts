import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CreativeDecision, decidedCreatives } from './creative-decision.ts'

const decide = (
  kind: 'merge' | 'split',
  creatives: string[],
  name: string | null = null,
): CreativeDecision => ({
  number: 0,
  at: '2026-03-01T00:00:00Z',
  kind,
  creatives,
  name,
  by: 'person',
  why: null,
})
const groups = (...decisions: CreativeDecision[]) =>
  Object.fromEntries(
    decidedCreatives(decisions).merges.map(({ key, merged, name }) => [key, `${merged} ${name ?? '-'}`]),
  )

test('merges join, keep their name, and swallow other groups', () => {
  expect(groups(decide('merge', ['a', 'b'], 'N'))).toEqual({ a: 'a N', b: 'a N' })
  expect(groups(decide('merge', ['a', 'b'], 'N'), decide('merge', ['a', 'c']))).toEqual({
    a: 'a N',
    b: 'a N',
    c: 'a N',
  })
  expect(
    groups(decide('merge', ['a', 'b']), decide('merge', ['c', 'd']), decide('merge', ['c', 'a'], 'M')),
  ).toEqual({
    a: 'c M',
    b: 'c M',
    c: 'c M',
    d: 'c M',
  })
})

test('a split frees a group by its key, or one creative of it', () => {
  expect(groups(decide('merge', ['a', 'b']), decide('split', ['a']))).toEqual({})
  expect(groups(decide('merge', ['a', 'b', 'c']), decide('split', ['b']))).toEqual({ a: 'a -', c: 'a -' })
})

test('a split of what was in no group keeps it apart, until it is merged again', () => {
  const apart = (...decisions: CreativeDecision[]) => decidedCreatives(decisions).apart
  expect(apart(decide('split', ['a']))).toEqual(['a'])
  expect(apart(decide('split', ['a']), decide('merge', ['a', 'b']))).toEqual([])
  expect(apart(decide('merge', ['a', 'b']), decide('split', ['a']))).toEqual([])
})

test('every creative stands for one that stands for itself', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  const decision = fc.record({
    kind: fc.constantFrom('merge' as const, 'split' as const),
    creatives: fc.uniqueArray(key, { minLength: 2, maxLength: 3 }),
  })
  fc.assert(
    fc.property(fc.array(decision, { maxLength: 8 }), (decisions) => {
      const merges = decidedCreatives(decisions.map(({ kind, creatives }) => decide(kind, creatives))).merges
      const target = new Map(merges.map(({ key: own, merged }) => [own, merged]))
      for (const { merged } of merges) expect(target.get(merged)).toBe(merged)
    }),
  )
})
