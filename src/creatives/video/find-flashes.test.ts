import { expect, test } from 'vitest'
import { mostFlashes } from './find-flashes.ts'

/** Two seconds that change between two brightnesses so often a second, in a share of the picture. */
const strobe = (hertz: number, bright = 1, dark = 0, share = 1) =>
  Array.from({ length: 60 }, (_, frame) =>
    Array.from({ length: 64 }, (__, block) =>
      block < 64 * share && Math.floor((frame * 2 * hertz) / 30) % 2 === 1 ? bright : dark,
    ),
  )

test.each([
  ['a strobe of the whole picture', strobe(5), 4, 6],
  ['a faster one', strobe(10), 9, 10],
  ['a slow one', strobe(2), 1, 2],
  ['a small one', strobe(5, 1, 0, 0.2), 0, 0],
  ['a faint one', strobe(5, 0.45, 0.4), 0, 0],
  ['changes among bright tones', strobe(5, 1, 0.85), 0, 0],
  ['a still picture', strobe(0), 0, 0],
])('%s', (_, blocks, least, most) => {
  const { flashes } = mostFlashes(blocks, 30)
  expect(flashes).toBeGreaterThanOrEqual(least)
  expect(flashes).toBeLessThanOrEqual(most)
})

test('one cut to a brighter scene is no flash, and a slow brightening none', () => {
  const cut = Array.from({ length: 60 }, (_, frame) => Array(64).fill(frame < 30 ? 0.1 : 0.9))
  const slow = Array.from({ length: 60 }, (_, frame) => Array(64).fill(frame / 60))
  expect(mostFlashes(cut, 30).flashes).toBe(0)
  expect(mostFlashes(slow, 30).flashes).toBe(0)
  expect(mostFlashes([...slow, ...strobe(5)], 30).at).toBeGreaterThanOrEqual(1.9)
})
