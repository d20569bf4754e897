import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isAbsent, isDamagedId } from './absent.ts'
import { decideNumberFormat, readNumber } from './number-format.ts'

function decide(...values: string[]) {
  return decideNumberFormat([{ values }])
}

describe('the decimal mark of a file', () => {
  test('is proved by any cell that can be read one way only', () => {
    expect(decide('1,234.56', '12')).toMatchObject({ decimal: '.', thousands: [','], certain: true })
    expect(decide('1.234,56')).toMatchObject({ decimal: ',', thousands: ['.'], certain: true })
    expect(decide('1\u202f234,56')).toMatchObject({ decimal: ',', thousands: ['\u202f'], certain: true })
    expect(decide('1’234.50')).toMatchObject({ decimal: '.', thousands: ['’'], certain: true })
    expect(decide('1.234.567', '12')).toMatchObject({ decimal: ',', certain: true })
    expect(decide('12,5 %')).toMatchObject({ decimal: ',', certain: true })
    expect(decide('0,123')).toMatchObject({ decimal: ',', certain: true })
    expect(decide('$0.99')).toMatchObject({ decimal: '.', certain: true })
  })

  test('is the point where commas only group, and a comma where counts are grouped by points', () => {
    expect(decide('1,234', '12,034')).toMatchObject({ decimal: '.', thousands: [','], certain: false })
    expect(decideNumberFormat([{ values: ['1.234', '987'], counts: true }])).toMatchObject({ decimal: ',' })
    expect(decideNumberFormat([{ values: ['1.234', '987'] }])).toMatchObject({ decimal: '.' })
  })

  test('is decided for the file, so a money column settles what a count column leaves open', () => {
    const format = decideNumberFormat([
      { values: ['1.234', '2.500'], counts: true },
      { values: ['12,50', '3,10'] },
    ])
    expect(format).toMatchObject({ decimal: ',', thousands: ['.'], certain: true })
    expect(readNumber('1.234', format)).toBe(1234)
  })
})

describe('reading a number', () => {
  const point = decide('1,234.56')
  const comma = decide('1.234,56')

  test.each([
    ['1,234.56', 1234.56],
    ['$1,234.56', 1234.56],
    ['USD 12', 12],
    ['12 EUR', 12],
    ['(1,234.50)', -1234.5],
    ['−5', -5],
    ['-$5.25', -5.25],
    ['$-5.25', -5.25],
    ['4.5%', 4.5],
    ['1e300', 1e300],
    ['1,23,456', 123456],
    ['R$ 7', 7],
    ['+3', 3],
  ])('%s', (text, value) => expect(readNumber(text, point)).toBe(value))

  test.each(['--', '-', '—', 'N/A', 'null', '', ' ', '<10', '< 10%', '#DIV/0!', 'inf'])(
    '%s is absent',
    (text) => {
      expect(readNumber(text, point)).toBeNull()
    },
  )

  test.each(['1,23', 'abc', '#REF!', '=1+1', '12 apples', '1.2.3', '12-3'])('%s is unreadable', (text) => {
    expect(readNumber(text, point)).toBeUndefined()
  })

  test('keeps to the file’s mark', () => {
    expect(readNumber('1.234,56', comma)).toBe(1234.56)
    expect(readNumber('1,234.56', comma)).toBeUndefined()
  })
})

test('a number written in a format decides and reads back as itself', () => {
  const marks = fc.constantFrom(
    { decimal: '.', group: ',' },
    { decimal: ',', group: '.' },
    { decimal: ',', group: '\u202f' },
    { decimal: ',', group: '\u00a0' },
    { decimal: '.', group: '’' },
  )
  fc.assert(
    fc.property(
      marks,
      fc.array(fc.integer({ min: 0, max: 10_000_000_00 }), { minLength: 1 }),
      (style, cents) => {
        const written = cents.map((value) => {
          const whole = String(Math.floor(value / 100)).replace(/\B(?=(\d{3})+$)/g, style.group)
          return `${whole}${style.decimal}${String(value % 100).padStart(2, '0')}`
        })
        const format = decideNumberFormat([{ values: written }])
        expect(format.decimal).toBe(style.decimal)
        expect(written.map((text) => readNumber(text, format))).toEqual(cents.map((value) => value / 100))
      },
    ),
  )
})

test('damaged ids and absent texts are recognised', () => {
  expect(['1.2E+17', '1.03E+11', '1,03e+11'].every(isDamagedId)).toBe(true)
  expect(['120000000000000000', 'E12', '1.5', '12E'].some(isDamagedId)).toBe(false)
  expect(['--', ' N/A ', 'NULL', ''].every(isAbsent)).toBe(true)
  expect(['0', 'None', 'Organic'].some(isAbsent)).toBe(false)
})
