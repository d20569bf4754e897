import { expect, test } from 'vitest'
import { dctHash } from './dct-hash.ts'

const picture = (pixel: (x: number, y: number) => readonly number[]) => ({
  ...{ width: 80, height: 60 },
  pixels: Buffer.from(Array.from({ length: 80 * 60 }, (_, at) => pixel(at % 80, Math.floor(at / 80))).flat()),
})

test('plain areas of any colour have no structure, and a picture has as much as half of its bits tell', async () => {
  expect(await dctHash(picture(() => [0, 128, 128]))).toBe('0'.repeat(64))
  expect(await dctHash(picture(() => [255, 0, 0]))).toBe('0'.repeat(64))
  const shown = await dctHash(picture((x, y) => [x * 3, (y * 7) % 256, (x * y) % 256]))
  const bits = [...shown].flatMap((digit) => [...Number.parseInt(digit, 16).toString(2)])
  expect(bits.filter((bit) => bit === '1').length).toBeGreaterThan(96)
})
