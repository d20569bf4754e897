import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CreativeDecision, mergesOf } from './creative-decision.ts'

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
})
const groups = (...decisions: CreativeDecision[]) =>
  Object.fromEntries(mergesOf(decisions).map(({ key, merged, name }) => [key, `${merged} ${name ?? '-'}`]))

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

test('every creative stands for one that stands for itself', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  const decision = fc.record({
    kind: fc.constantFrom('merge' as const, 'split' as const),
    creatives: fc.uniqueArray(key, { minLength: 2, maxLength: 3 }),
  })
  fc.assert(
    fc.property(fc.array(decision, { maxLength: 8 }), (decisions) => {
      const merges = mergesOf(decisions.map(({ kind, creatives }) => decide(kind, creatives)))
      const target = new Map(merges.map(({ key: own, merged }) => [own, merged]))
      for (const { merged } of merges) expect(target.get(merged)).toBe(merged)
    }),
  )
})
