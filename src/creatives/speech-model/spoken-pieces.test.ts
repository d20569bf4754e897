import { expect, test } from 'vitest'
import { spokenPieces } from './spoken-pieces.ts'

const SECOND = 1000 / 32
const steps = (...parts: readonly (readonly [seconds: number, speaks: boolean])[]) =>
  parts.flatMap(([seconds, speaks]) => Array<boolean>(Math.round(seconds * SECOND)).fill(speaks))
const rounded = (pieces: ReturnType<typeof spokenPieces>) =>
  pieces.map(({ from, to }) => [Math.round(from), Math.round(to)])

test('speech is heard in pieces of half a minute, cut at pauses where there are any', () => {
  expect(spokenPieces(steps([5, false]))).toEqual([])
  expect(rounded(spokenPieces(steps([2, false], [3, true], [4, false], [2, true], [9, false])))).toEqual([
    [2, 11],
  ])
  expect(rounded(spokenPieces(steps([20, true], [1, false], [20, true])))).toEqual([
    [0, 20],
    [21, 41],
  ])
  const long = spokenPieces(steps([70, true]))
  expect(long).toHaveLength(3)
  expect(Math.max(...long.map(({ from, to }) => to - from))).toBeLessThan(30)
  expect(long.at(-1)?.to).toBeCloseTo(70, 0)
})
