import { expect, it } from 'vitest'
import { sortRecords } from './sort-records.ts'

const rows = [{ v: 10 }, { v: null }, { v: 9 }, { v: 100 }]

it('puts what has no value last, whichever way rows are sorted', () => {
  expect(sortRecords(rows, ({ v }) => v, false).map(({ v }) => v)).toEqual([9, 10, 100, null])
  expect(sortRecords(rows, ({ v }) => v, true).map(({ v }) => v)).toEqual([100, 10, 9, null])
})

it('reads the numbers in names as numbers', () => {
  const names = ['Hook 10', 'hook 9', 'Hook 1']
  expect(sortRecords(names, (name) => name, false)).toEqual(['Hook 1', 'hook 9', 'Hook 10'])
})
