import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noFacts } from '../facts/no-facts.ts'
import { hashDistance } from '../fingerprint/hash-distance.ts'
import { findRelations } from './find-relations.ts'
import { HashIndex } from './hash-index.ts'
import { relationOf, sharedShots } from './relation.ts'

const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 })

/** The hash with its first bits turned. */
function turned(hash: string, bits: number): string {
  const digits = [...hash].map((digit) => Number.parseInt(digit, 16))
  for (let bit = 0; bit < bits; bit += 1) {
    const at = bit % 64
    digits[at] = (digits[at] ?? 0) ^ (1 << Math.floor(bit / 64))
  }
  return digits.map((digit) => digit.toString(16)).join('')
}

const HALF = '5a'.repeat(32)
const OTHER = '3c0ff0c3'.repeat(8)

const picture = (perceptual: string, width = 1080, height = 1920) => ({
  ...{ ...noFacts(1), type: 'image' as const, width, height },
  fingerprint: { pixels: perceptual, perceptual, perceptualTrimmed: null, shots: [] },
})
const video = (shots: string[], seconds: number) => ({
  ...{
    ...noFacts(1),
    type: 'video' as const,
    width: 1080,
    height: 1920,
    durationSeconds: seconds,
    hasAudio: true,
  },
  fingerprint: { pixels: shots.join(''), perceptual: shots[0] ?? '', perceptualTrimmed: null, shots },
})

test('the index finds what comparing one by one finds', () => {
  fc.assert(
    fc.property(fc.array(hex, { minLength: 1, maxLength: 60 }), fc.nat(256), (hashes, most) => {
      const index = new HashIndex()
      for (const [owner, hash] of hashes.entries()) index.add(owner, hash)
      const [asked = ''] = hashes
      const expected = hashes.flatMap((hash, owner): [number, number][] => {
        const bits = hashDistance(asked, hash)
        return bits <= most ? [[owner, bits]] : []
      })
      expect([...index.near(asked, most)]).toEqual(expected)
    }),
    { numRuns: 40 },
  )
})

test('the same picture in another size is the same, changed or stretched a variant, another picture neither', () => {
  expect(relationOf(picture(HALF), picture(turned(HALF, 20), 540, 960))).toMatchObject({
    kind: 'same',
    bits: 20,
  })
  expect(relationOf(picture(HALF), picture(turned(HALF, 21)))).toMatchObject({ kind: 'variant', bits: 21 })
  expect(relationOf(picture(HALF), picture(turned(HALF, 4), 1080, 1080))).toMatchObject({ kind: 'variant' })
  expect(relationOf(picture(HALF), picture(turned(HALF, 71)))).toBeNull()
  expect(relationOf(picture(HALF), video([HALF], 10))).toBeNull()
})

test('videos are compared by their shots in order, by length and by sound', () => {
  const shots = [HALF, OTHER, turned(HALF, 100), turned(OTHER, 110), turned(HALF, 128)]
  const [a = '', b = '', c = '', d = '', e = ''] = shots
  expect(sharedShots([a, b, c], [a, c, b])).toMatchObject({ shots: 2, run: 1 })
  const near = shots.map((shot) => turned(shot, 5))
  expect(relationOf(video(shots, 15), video(near, 15.2))).toEqual({
    ...{ kind: 'same', bits: 5, why: '5 of 5 shots are the same' },
  })
  expect(relationOf(video(shots, 15), video(near, 20))).toMatchObject({ kind: 'variant' })
  expect(relationOf(video(shots, 15), video([a, b, c, turned(d, 90), turned(e, 90)], 15))).toMatchObject({
    kind: 'variant',
  })
  expect(relationOf(video(shots, 15), video([turned(HALF, 200), turned(OTHER, 60)], 15))).toBeNull()
  const translated = shots.map((shot) => turned(shot, 60))
  expect(relationOf(video(shots, 15), video(translated, 15.2))).toMatchObject({
    ...{ kind: 'variant', why: '5 of 5 shots differ only as text or a logo make them' },
  })
  expect(relationOf(video(shots, 15), video(translated, 30))).toBeNull()
  expect(relationOf(video([a, b], 15), video([turned(a, 60), turned(b, 60)], 15))).toBeNull()
})

test('only new files are compared, with all others, and plain areas with none', () => {
  const files = [
    { sha256: 'a', facts: picture(HALF), isCompared: true },
    { sha256: 'b', facts: picture(turned(HALF, 3)), isCompared: true },
    { sha256: 'c', facts: picture(turned(HALF, 6)), isCompared: false },
    { sha256: 'flat', facts: picture('0'.repeat(64)), isCompared: false },
    { sha256: 'flat too', facts: { ...picture('0'.repeat(64)), width: 640 }, isCompared: false },
  ]
  const found = [...findRelations(files)].map((one) =>
    one === null ? null : [one.sha256, one.related.map((other) => other.one)],
  )
  expect(found).toEqual([null, ['c', ['a', 'b']], ['flat', []], ['flat too', []]])
})
