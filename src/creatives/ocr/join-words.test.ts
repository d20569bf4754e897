import { expect, test } from 'vitest'
import { boxAround, joinWords } from './join-words.ts'

const word = (x: number, y: number, angle = 0, height = 50) => ({
  name: `${x} ${y}`,
  box: { x, y, width: 120, height, angle },
})

test('words side by side are a line; below, leaning, far or taller ones are not', () => {
  const [one, two] = [word(100, 100), word(240, 108)]
  const others = [word(100, 160), word(380, 100, 0.5), word(700, 100), word(850, 100, 0, 120)]
  const lines = joinWords([two, ...others, one])
  expect(lines.filter(({ length }) => length > 1)).toEqual([[one, two]])
  expect(lines).toHaveLength(5)
  expect(boxAround([two, one].map(({ box }) => box))).toEqual({
    ...{ x: 170, y: 104, width: 260, height: 58, angle: 0 },
  })
  expect(boxAround([])).toBeNull()
})
