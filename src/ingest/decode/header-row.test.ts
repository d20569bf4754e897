import { describe, expect, test } from 'vitest'
import { countFooter } from './footer.ts'
import { nameColumns } from './header-names.ts'
import { commonWidth, findHeader } from './header-row.ts'

const rows = [
  ['2026-11-01', 'A', '5'],
  ['2026-11-02', 'B', '6'],
]

describe('the header', () => {
  test.each<[string, string[][], number | null]>([
    ['is the first line that only names things', [['Day', 'Name', 'Clicks'], ...rows], 0],
    [
      'comes after titles and facts',
      [['Report'], ['Currency', 'USD'], [''], ['Day', 'Name', 'Clicks'], ...rows],
      3,
    ],
    ['may leave a column unnamed', [['', 'Name', 'Clicks'], ...rows], 0],
    ['may stand alone', [['Day', 'Name', 'Clicks']], 0],
    [
      'may be made of days',
      [
        ['Name', '2026-11-01', '2026-11-02'],
        ['A', '5', '6'],
      ],
      0,
    ],
    ['may be missing', rows, null],
  ])('%s', (_, records, index) => {
    expect(findHeader(records, { width: commonWidth(records) })).toBe(index)
  })

  test('is what the caller knows, first of all', () => {
    const records = [
      ['Name', 'Kind', 'More'],
      ['2026', 'b', 'c'],
      ['Day', 'Cost', '7d'],
      ['1', '2', '3'],
    ]
    expect(findHeader(records, { width: 3, knownHeader: (cells) => cells.includes('7d') })).toBe(2)
  })
})

test('columns get unique names whatever their case', () => {
  const { headers, problems } = nameColumns(['Installs', 'installs', '', ' A\nb ', 'Installs (2)'], 6)
  expect(headers).toEqual(['Installs', 'installs (2)', 'column 3', 'A b', 'Installs (2) (2)', 'column 6'])
  expect(problems.map(({ code }) => code)).toEqual(['repeated_headers', 'unnamed_columns'])
})

describe('the footer', () => {
  const wide = [
    ['a', 'b', '1', '2', '3'],
    ['c', 'd', '4', '5', '6'],
  ]
  test.each<[string, string[][], number]>([
    ['is none after rows', [], 0],
    ['is a remark', [['Exported today']], 1],
    ['is remarks with blank lines', [[''], ['Exported today'], [''], ['Confidential']], 3],
    ['is a padded remark', [['Exported today', '', '', '', '']], 1],
    ['is never a row of totals', [['Total', '', '5', '7', '9']], 0],
    ['is never a short row of totals', [['Total']], 0],
    ['is never a row cut off', [['2026-11-03', 'x']], 0],
  ])('%s', (_, end, count) => expect(countFooter([...wide, ...end], 5)).toBe(count))
})
