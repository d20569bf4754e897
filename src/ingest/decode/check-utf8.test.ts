import { isUtf8 } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Utf8Checker } from './check-utf8.ts'

function check(bytes: Buffer, size: number): boolean {
  const checker = new Utf8Checker()
  for (let at = 0; at < bytes.length; at += size) checker.push(bytes.subarray(at, at + size))
  return checker.end()
}

test('text is valid however it is cut', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '—', '😀', '漢') })
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 7 }), (value, size) => check(Buffer.from(value), size)),
  )
})

test('any bytes are judged as a whole would be', () => {
  const byte = fc.oneof(
    fc.constantFrom(0x41, 0xc3, 0xa9, 0xe2, 0x80, 0x94, 0xf0, 0x9f, 0x98, 0xff, 0xed, 0xa0),
    fc.nat(255),
  )
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 12 }), fc.integer({ min: 1, max: 5 }), (values, size) => {
      const bytes = Buffer.from(values)
      expect(check(bytes, size)).toBe(isUtf8(bytes))
    }),
    { numRuns: 2000 },
  )
})
