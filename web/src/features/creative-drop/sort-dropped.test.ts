import { expect, test } from 'vitest'
import { sortDropped } from './sort-dropped.ts'

const file = (name: string, type = '') => ({ name, type })

test('pictures, videos and pages are creatives, tables are reports, archives what the page is about', () => {
  const dropped = [
    file('Hook A.PNG'),
    file('clip', 'video/mp4'),
    file('game.html', 'text/html'),
    file('days.csv', 'text/csv'),
    file('pack.zip', 'application/zip'),
  ]
  const names = (path: string) => sortDropped(dropped, path).creatives.map(({ name }) => name)
  expect(names('/')).toEqual(['Hook A.PNG', 'clip', 'game.html'])
  expect(names('/creative')).toEqual(['Hook A.PNG', 'clip', 'game.html', 'pack.zip'])
  expect(sortDropped(dropped, '/').reports.map(({ name }) => name)).toEqual(['days.csv', 'pack.zip'])
})
