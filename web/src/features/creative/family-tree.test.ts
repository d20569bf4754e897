import { expect, test } from 'vitest'
import { familyTree, type Relative } from './family-tree.ts'

function file(sha256: string, own: Partial<Relative['facts']> = {}, more: Partial<Relative> = {}): Relative {
  const facts = {
    ...{ type: 'video' as const, format: 'mp4', bytes: 1, width: 1080, height: 1920, ratio: '9:16' },
    ...{ durationSeconds: 15, framesPerSecond: 30, frames: 450, hasAudio: true, videoCodec: null },
    ...{ audioCodec: null, colourSpace: null, fingerprint: null },
    ...own,
  }
  const traits = { language: 'en', endCard: 'true' }
  return {
    sha256,
    name: sha256,
    family: 1,
    master: null,
    addedAt: '2026',
    facts,
    traits,
    creatives: [],
    previews: [],
    ...more,
  }
}

test('the master of most sizes comes first; the others say by what they differ', () => {
  const tree = familyTree([
    file('long', { durationSeconds: 30 }),
    file('german', {}, { traits: { language: 'de', endCard: 'true' } }),
    file('small', { width: 540, height: 960 }, { master: 4 }),
    file('large', {}, { master: 4 }),
    file('bare', { durationSeconds: 12 }, { traits: { language: null, endCard: 'false' } }),
    file('still', { type: 'image', durationSeconds: null, width: 1080, height: 1080, ratio: '1:1' }),
    file('logo', {}, { addedAt: '2027' }),
  ])
  expect(
    tree.map(({ file: { sha256 }, sizes, differs }) => [sha256, sizes.map((one) => one.sha256), differs]),
  ).toEqual([
    ['large', ['small'], []],
    ['long', [], ['30.0 s long']],
    ['german', [], ['in de']],
    ['logo', [], ['differs in a part of the picture']],
    ['bare', [], ['12.0 s long', 'without an end card']],
    ['still', [], ['as image', 'cut to 1:1']],
  ])
  expect(familyTree([])).toEqual([])
})
