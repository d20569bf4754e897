import { expect, it } from 'vitest'
import { gainOf, sortMovers } from './sort-movers.ts'

const rows = [
  { creative: 'steady', installs: 100, installs_previous: 98 },
  { creative: 'gone', installs: null, installs_previous: 40 },
  { creative: 'new', installs: 60, installs_previous: null },
]

it('orders by what was gained or lost, what is new or gone included', () => {
  expect(sortMovers(rows, 'installs').map(({ creative }) => creative)).toEqual(['new', 'gone', 'steady'])
  expect(rows.map((row) => gainOf(row, 'installs'))).toEqual([2, -40, 60])
})
