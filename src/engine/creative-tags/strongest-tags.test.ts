import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TAG_SOURCES, type Tag } from '#schema/answer/tag-answer.ts'
import type { TagChange } from '#schema/answer/tags-answer.ts'
import { tagRows } from './tag-rows.ts'
import { tagsOf } from './tags-of.ts'

const KEYS = ['concept', 'character']
const sources = TAG_SOURCES.filter((source) => source !== 'human')
const tags = fc.array(
  fc.record({
    key: fc.constantFrom(...KEYS),
    value: fc.constantFrom('one', 'two', 'three'),
    confidence: fc.constantFrom(0.5, 0.8, 1),
    source: fc.constantFrom(...sources),
    evidence: fc.constant(null),
    tagger: fc.constant('some@1'),
    asset: fc.constant(null),
  }),
  { maxLength: 12 },
)
const said = fc.uniqueArray(fc.record({ key: fc.constantFrom(...KEYS), isTaken: fc.boolean() }), {
  selector: ({ key }) => key,
})

function change({ key, isTaken }: { key: string; isTaken: boolean }): TagChange {
  const values = isTaken ? null : ['own']
  return {
    ...{ number: 1, at: '', who: 'somebody', kind: isTaken ? 'remove' : 'set' },
    ...{ creative: 'a', key, values, undoes: null },
  }
}

const rank = ({ source }: Tag) => TAG_SOURCES.indexOf(source)

test('of each key only the strongest source is heard, and what a person says or takes away always holds', () => {
  fc.assert(
    fc.property(tags, said, (shown, changes) => {
      const decided = new Map(changes.map((one) => [one.key, change(one)]))
      const answer = tagsOf({ creative: 'a', name: 'A' }, shown, [], decided)
      const rows = tagRows(new Map([['a', shown]]), new Map([['a', decided]]), () => ['a'])
      for (const key of KEYS) {
        const own = answer.tags.filter((tag) => tag.key === key)
        const row = rows.find(({ tag }) => tag === key)?.value ?? null
        const decision = decided.get(key)
        if (decision !== undefined) {
          expect(own.map(({ value, source }) => [value, source])).toEqual(
            (decision.values ?? []).map((value) => [value, 'human']),
          )
          expect(row).toBe(decision.values === null ? null : 'own')
          continue
        }
        const all = shown.filter((tag) => tag.key === key)
        const strongest = Math.max(-1, ...all.map(rank))
        expect(own).toEqual(all.filter((tag) => rank(tag) === strongest))
        const values = [...new Set(own.map(({ value }) => value))].toSorted()
        expect(row).toBe(values.length === 0 ? null : values.join(' + '))
      }
    }),
    { numRuns: 60 },
  )
})
