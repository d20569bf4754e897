import { expect, test } from 'vitest'
import { colourName } from './colour-name.ts'
import { oklabOf } from './oklab.ts'

test('what leans to no colour is black, grey or white at every lightness', () => {
  const names = Array.from({ length: 256 }, (_, light) => colourName(oklabOf(light, light, light)))
  expect([...new Set(names)]).toEqual(['black', 'grey', 'white'])
  expect(colourName(oklabOf(0x60, 0x62, 0x60))).toBe('grey')
})

test.each([
  [0x5d, 0x40, 0x37, 'brown'],
  [0xf5, 0xe6, 0xd0, 'beige'],
  [0x0d, 0x2b, 0x5e, 'blue'],
  [0x44, 0x88, 0x44, 'green'],
])('%i %i %i is %s', (red, green, blue, name) => {
  expect(colourName(oklabOf(red, green, blue))).toBe(name)
})
