import { expect, test } from 'vitest'
import { formatNumber, formatSerial } from './xlsx-number.ts'

test.each([
  ['12', '12'],
  ['12.5', '12.5'],
  ['0.30000000000000004', '0.3'],
  ['1.5E-7', '0.00000015'],
  ['1E3', '1000'],
  ['-4.2', '-4.2'],
  ['123456789012345', '123456789012345'],
  ['1.2345678901234568E+17', '1.2345678901234568E+17'],
  ['abc', 'abc'],
])('the number %s is written %s', (raw, text) => expect(formatNumber(raw)).toBe(text))

test.each([
  ['46327', false, '2026-11-01'],
  ['46327.5', false, '2026-11-01 12:00:00'],
  ['44161.20833', false, '2020-11-26 05:00:00'],
  ['0.25', false, '06:00:00'],
  ['1', false, '1900-01-01'],
  ['60', false, '1900-02-28'],
  ['61', false, '1900-03-01'],
  ['44865', true, '2026-11-01'],
  ['-1', false, '-1'],
])('the serial %s (1904: %s) is %s', (raw, base1904, text) => expect(formatSerial(raw, base1904)).toBe(text))
