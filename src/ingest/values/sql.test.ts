import { DuckDBInstance } from '@duckdb/node-api'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DATE_FORMATS, type DateFormat, readDay } from './date-format.ts'
import { type NumberFormat, readNumber } from './number-format.ts'
import { type ColumnReading, damagedIdSql, dateSql, numberSql, textSql } from './sql.ts'

const COLUMN = 'a "quoted" name; --'
const connection = await (await DuckDBInstance.create(':memory:')).connect()

async function evaluate(texts: readonly (string | null)[], expression: string): Promise<unknown[]> {
  if (texts.length === 0) return []
  const values = texts
    .map((text) => (text === null ? '(NULL)' : `('${text.replaceAll("'", "''")}')`))
    .join(', ')
  const answer = await connection.runAndReadAll(
    `SELECT ${expression} FROM (VALUES ${values}) AS t("a ""quoted"" name; --")`,
  )
  return answer.getRowsJson().map(([value]) => value)
}

async function read(
  texts: readonly (string | null)[],
  reading: ColumnReading,
): Promise<{ values: unknown[]; unreadable: unknown[] }> {
  return {
    values: await evaluate(texts, reading.value),
    unreadable: await evaluate(texts, reading.unreadable(reading.value)),
  }
}

const point: NumberFormat = { decimal: '.', thousands: [','], certain: true }
const comma: NumberFormat = { decimal: ',', thousands: ['.'], certain: true }

const NUMBERS = [
  '1,234.56',
  '$1,234.56',
  'USD 12',
  '12 EUR',
  '(1,234.50)',
  '−5',
  '-$5.25',
  '4.5%',
  '1e300',
  '1,23,456',
  'R$ 7',
  '+3',
  '--',
  'N/A',
  ' ',
  '<10',
  '< 10%',
  '#DIV/0!',
  'inf',
  'nan',
  '1,23',
  'abc',
  '#REF!',
  '=1+1',
  '12 apples',
  '1.2.3',
  '12-3',
  '1 234,56',
  '1.234',
  '1.234,5',
  '-0',
  '007',
  '1’000',
  '€ 3',
  '3 €',
  '1\u202f000',
  ' 5 ',
  '.5',
  ',5',
  '5.',
  '0,5',
  '1e-3',
]

describe('numbers in DuckDB', () => {
  test.each([
    ['point', point],
    ['comma', comma],
  ])('read as in JavaScript with a decimal %s', async (_, format) => {
    for (const percent of [true, false]) {
      const { values, unreadable } = await read(NUMBERS, numberSql(COLUMN, format, { percent }))
      const expected = NUMBERS.map((text) => readNumber(text, format, { percent }))
      expect(values.map((value) => (value === null ? null : Number(value)))).toEqual(
        expected.map((value) => value ?? null),
      )
      expect(unreadable).toEqual(expected.map((value) => value === undefined))
    }
  })

  test('any number written in a format is read back', async () => {
    const style = fc.record({
      comma: fc.boolean(),
      group: fc.constantFrom('', ' ', '\u00a0', '\u202f', "'", '’', 'other'),
      wrap: fc.constantFrom('', '$', '€ ', 'USD ', ' EUR', '%', '()', '−'),
    })
    await fc.assert(
      fc.asyncProperty(
        style,
        fc.array(fc.integer({ min: 0, max: 1e12 }), { minLength: 1, maxLength: 30 }),
        async (written, thousandths) => {
          const group = written.group === 'other' ? (written.comma ? '.' : ',') : written.group
          const texts = thousandths.map((value) => {
            const whole = String(Math.floor(value / 1000)).replace(/\B(?=(\d{3})+$)/g, group)
            const bare = `${whole}${written.comma ? ',' : '.'}${String(value % 1000).padStart(3, '0')}`
            if (written.wrap === '()') return `(${bare})`
            return /^[ %]/.test(written.wrap) ? bare + written.wrap : written.wrap + bare
          })
          const sign = written.wrap === '()' || written.wrap === '−' ? -1 : 1
          const { values, unreadable } = await read(texts, numberSql(COLUMN, written.comma ? comma : point))
          expect(values.map(Number)).toEqual(thousandths.map((value) => (sign * value) / 1000))
          expect(unreadable).not.toContain(true)
        },
      ),
      { numRuns: 60 },
    )
  }, 60_000)

  test('money keeps its exact cents', async () => {
    const { values } = await read(
      ['$1,234.10', '0.1', '1e300'],
      numberSql(COLUMN, point, { type: 'DECIMAL(18,6)' }),
    )
    expect(values).toEqual(['1234.100000', '0.100000', null])
  })
})

const DAYS = [
  '2026-11-18',
  '2026-11-18T23:30:00+02:00',
  '2026/11/18',
  '2026-1-5',
  '20261118',
  '11/18/2026',
  '18/11/2026',
  '01/02/26',
  '1.2.2026',
  '31/02/2026',
  '2026-02-31',
  '4/29/19',
  '6/8/2016 11:28',
  'Nov 18, 2026',
  '18 Nov 2026',
  'November 18, 2026',
  '18. März 2026',
  '18 août 2026',
  '1er juillet 2026',
  '18 de noviembre de 2026',
  'Wed, Nov 18, 2026',
  '18-Nov-26',
  '44161',
  '44161.20833',
  '1795046400',
  '1795046400000',
  'Total',
  '--',
  '',
  '12',
  '99999999',
  'Nov 2026',
  'not a day',
]

describe('days in DuckDB', () => {
  test.each(DATE_FORMATS)('%s reads as in JavaScript', async (format: DateFormat) => {
    const { values } = await read(DAYS, dateSql(COLUMN, [format]))
    expect(values).toEqual(DAYS.map((text) => readDay(text, format)))
  })

  test.each([
    ['Europe/Berlin', '2026-03-29', '2026-03-29'],
    ['America/Los_Angeles', '2026-03-28', '2026-03-28'],
    ['UTC+5:30', '2026-03-29', '2026-03-29'],
    ['GMT-3', '2026-03-28', '2026-03-28'],
    ['UTC', '2026-03-28', '2026-03-29'],
    ['the moon', '2026-03-28', '2026-03-29'],
  ])('seconds since 1970 are a day of the zone %s', async (zone, evening, night) => {
    // 23:30 UTC, before clocks change in Europe, and 02:30 UTC after.
    const texts = ['1774740600', '1774751400', '1774740600000', '2026-03-28']
    const { values } = await read(texts, dateSql(COLUMN, ['epoch_s', 'epoch_ms', 'iso'], zone))
    expect(values).toEqual([evening, night, evening, '2026-03-28'])
  })

  test('a set of formats reads each cell, and tells what it cannot read', async () => {
    const texts = ['2020-11-15', '44161.20833', 'Total', '--', null]
    const { values, unreadable } = await read(texts, dateSql(COLUMN, ['iso', 'serial']))
    expect(values).toEqual(['2020-11-15', '2020-11-26', null, null, null])
    expect(unreadable).toEqual([false, false, true, false, false])
  })
})

test('texts are trimmed and absent ones are NULL', async () => {
  const texts = [' Name ', '--', 'N/A', 'None', 'null', '#REF!', 'n/a but longer than that', null]
  expect(await evaluate(texts, textSql(COLUMN))).toEqual([
    'Name',
    null,
    null,
    'None',
    null,
    null,
    'n/a but longer than that',
    null,
  ])
  expect(await evaluate(['None', 'A'], textSql(COLUMN, ['None']))).toEqual([null, 'A'])
})

test('damaged ids are told apart', async () => {
  expect(await evaluate(['1.2E+17', '123', null], damagedIdSql(COLUMN))).toEqual([true, false, false])
})
