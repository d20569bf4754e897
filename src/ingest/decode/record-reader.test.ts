import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatRecord } from './csv-text.ts'
import { RecordReader, RecordTooLongError, sampleRecords } from './record-reader.ts'

function readPieces(
  pieces: readonly string[],
  width?: number,
): { records: string[][]; reader: RecordReader } {
  const reader = new RecordReader({ delimiter: ',', maxLength: 1 << 20, width })
  const records: string[][] = []
  const drain = () => {
    for (let cells = reader.read(); cells !== null; cells = reader.read()) records.push(cells)
  }
  for (const piece of pieces) {
    reader.push(piece)
    drain()
  }
  reader.end()
  drain()
  return { records, reader }
}

const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', '\r', ' ', '1', ';'), maxLength: 6 })

test('whatever was written as CSV is read back, wherever the pieces are cut', () => {
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 8 })
  fc.assert(
    fc.property(table, fc.array(fc.nat(60), { maxLength: 5 }), (rows, cuts) => {
      const text = rows.map(formatRecord).join('')
      const borders = [0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length]
      const pieces = borders.slice(1).map((end, index) => text.slice(borders[index], end))
      expect(readPieces(pieces).records).toEqual(rows)
    }),
  )
})

describe('quotes', () => {
  test.each<[string, string, string[][]]>([
    [
      'in the middle of a cell stay',
      '1,55" wide\n2,x\n',
      [
        ['1', '55" wide'],
        ['2', 'x'],
      ],
    ],
    ['may be unescaped', '1,"He said "hi" twice",3\n', [['1', 'He said "hi" twice', '3']]],
    ['may have spaces around', '1, "a,b" ,3\n', [['1', 'a,b', '3']]],
    [
      'that never close are text',
      '1,"a\n2,b\n',
      [
        ['1', '"a'],
        ['2', 'b'],
      ],
    ],
  ])('%s', (_, text, records) => expect(readPieces([text]).records).toEqual(records))

  test('that swallow whole rows are text', () => {
    const { records, reader } = readPieces(['1,"a,3\n2,b,3\n3,"c",3\n'], 3)
    expect(records).toHaveLength(3)
    expect(reader.faults.brokenQuotes).toBe(1)
  })

  test('around a cell of several lines keep it whole', () => {
    expect(readPieces(['1,"a\nb\r\nc",3\n'], 3).records).toEqual([['1', 'a\nb\r\nc', '3']])
  })
})

test('line ends of all kinds are counted', () => {
  const { records, reader } = readPieces(['a,b\r\nc,d\re,f\n', 'g,h\r', '\ni,j'])
  expect(records).toHaveLength(5)
  expect(reader.newlines).toEqual({ lf: 1, crlf: 2, cr: 1 })
})

test('a line without an end is given up, not held in memory', () => {
  const reader = new RecordReader({ delimiter: ',', maxLength: 10 })
  reader.push('x'.repeat(20))
  expect(() => reader.read()).toThrow(RecordTooLongError)
})

test('a sample says which records span lines', () => {
  const sample = sampleRecords('"a\nb",c\nd,e\n', { delimiter: ',', complete: true, count: 5 })
  expect(sample.multiline).toEqual([true, false])
})
