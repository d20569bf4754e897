import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#schema/day.ts'
import { compareVersions } from './compare-versions.ts'
import { findReleases, type VersionDay } from './find-releases.ts'

const FIRST = '2026-05-01'

/** Installs of versions by day: a list of amounts each, from the first day on. */
function log(versions: Readonly<Record<string, readonly number[]>>): VersionDay[] {
  return Object.entries(versions).flatMap(([version, amounts]) =>
    amounts.map((installs, day) => ({ version, day: addDays(FIRST, day), installs })),
  )
}
const times = (count: number, amount: number) => new Array<number>(count).fill(amount)

test('a version that comes to a real share is a release, on that day and not on the day of its testers', () => {
  const rows = log({
    '1.9': [...times(10, 100), 60, 30, 10, 5, 5],
    '1.10': [...times(7, 0), 1, 2, 3, 40, 70, 90, 95, 95],
  })
  expect(findReleases(rows)).toEqual([
    { version: '1.10', day: '2026-05-11', share: 0.4, first: '2026-05-08' },
  ])
})

test('what ran when the log begins, stragglers, a single install and versions without a number are none', () => {
  const rows = log({
    '2.0': [...times(6, 100), 0, 0, ...times(6, 60)],
    '1.0': [...times(6, 5), 0, 0, ...times(6, 40)],
    '3.0': [...times(9, 0), 1, 0, 0, 0, 0],
    beta: [...times(8, 0), ...times(6, 100)],
  })
  expect(findReleases(rows)).toEqual([])
  expect(findReleases([])).toEqual([])
})

test('after a gap in the log nobody knows the day; two releases in a row are two', () => {
  const gap = log({ '1.0': times(5, 50), '1.1': [...times(20, 0), ...times(5, 50)] }).filter(
    ({ installs }) => installs > 0,
  )
  expect(findReleases(gap)).toEqual([])
  const two = log({
    '1.0': [...times(5, 50), ...times(10, 0)],
    '1.1': [...times(5, 0), ...times(5, 50), ...times(5, 0)],
    '1.2': [...times(10, 0), ...times(5, 50)],
  })
  expect(findReleases(two).map(({ version, day }) => [version, day])).toEqual([
    ['1.1', '2026-05-06'],
    ['1.2', '2026-05-11'],
  ])
})

test('versions are ordered by their numbers, whatever the order of rows', () => {
  expect(['2.10.0', '2.9.1', '2.9', '2.9.0-rc1', '10'].toSorted(compareVersions)).toEqual([
    '2.9',
    '2.9.0-rc1',
    '2.9.1',
    '2.10.0',
    '10',
  ])
  const rows = log({ '1.0': [...times(8, 50), ...times(6, 5)], '1.1': [...times(8, 0), ...times(6, 50)] })
  const found = findReleases(rows)
  expect(found).toHaveLength(1)
  fc.assert(
    fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
      expect(findReleases(shuffled)).toEqual(found)
    }),
    { numRuns: 10 },
  )
})
