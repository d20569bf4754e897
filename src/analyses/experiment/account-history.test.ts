import { expect, test } from 'vitest'
import { drawCount, type ExperimentArm, seededGenerator } from '#stats/index.ts'
import { type AccountHistory, historyDispersion } from './account-history.ts'

const random = seededGenerator(7)

/** Creatives whose daily counts have `phi` times the variance of chance. */
function history(phi: number, means: readonly number[]): AccountHistory {
  const largest = means.map(
    (mean, k): ExperimentArm => ({
      id: `c${k}`,
      cells: Array.from({ length: 28 }, (_, day) => ({
        day,
        stratum: 'meta',
        exposure: mean * 100,
        conversions: drawCount(mean, phi, random),
      })),
    }),
  )
  return { from: '2026-05-01', to: '2026-05-28', objects: [], largest }
}

test('noise of the account is found in its days', () => {
  const quiet = historyDispersion(history(1, Array<number>(20).fill(50)), ['c0', 'c1']) ?? 0
  const loud = historyDispersion(history(4, Array<number>(20).fill(50)), ['c0', 'c1']) ?? 0
  expect(quiet).toBeGreaterThan(0.9)
  expect(quiet).toBeLessThan(1.3)
  expect(loud).toBeGreaterThan(3.2)
  expect(loud).toBeLessThan(5.5)
})

test('objects without a history get the account’s, and no history tells nothing', () => {
  const account = history(3, Array<number>(20).fill(50))
  expect(historyDispersion(account, ['unheard of'])).toBeGreaterThan(2)
  expect(historyDispersion(null, [])).toBeNull()
  expect(historyDispersion({ ...account, largest: [] }, [])).toBeNull()
})

test('small objects of an account with loud large ones are expected to be quiet', () => {
  const loud = history(8, Array<number>(10).fill(400))
  const quiet = history(1, Array<number>(10).fill(10))
  const named = quiet.largest.map((arm) => ({ ...arm, id: `small ${arm.id}` }))
  const account = { ...loud, largest: [...loud.largest, ...named] }
  const small = historyDispersion(account, ['small c0', 'small c1']) ?? 0
  const large = historyDispersion(account, ['c0', 'c1']) ?? 0
  expect(small).toBeLessThan(2.5)
  expect(large).toBeGreaterThan(5)
})
