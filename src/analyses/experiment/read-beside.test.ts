import { expect, test } from 'vitest'
import { dayNumber } from '#schema/day-number.ts'
import { ProjectTest } from '#schema/project-test.ts'
import { isComputed } from '#stats/index.ts'
import { readBeside } from './read-beside.ts'
import { readTest, type TestTask } from './read-test.ts'

const START = '2026-05-04'

function taskOf(days: number, strata: number): TestTask {
  const cells = (rate: number) =>
    Array.from({ length: days * strata }, (_, i) => ({
      day: dayNumber(START) + Math.floor(i / strata),
      stratum: String(i % strata),
      exposure: 1_000,
      conversions: rate + (i % 3),
    }))
  return {
    input: {
      arms: [
        { id: 'old', cells: cells(10) },
        { id: 'new', cells: cells(13) },
      ],
      lift: 0.2,
      phi: 1.5,
      design: [0.5, 0.5],
    },
    test: ProjectTest.parse({
      arms: { old: 'a', new: 'b' },
      control: 'old',
      start: START,
      end: '2026-06-30',
      looks: ['2026-05-20'],
    }),
    to: '2026-05-31',
  }
}

test('a large test is read in a thread of its own, the same as here', async () => {
  const task = taskOf(28, 60)
  let turns = 0
  const timer = setInterval(() => {
    turns++
  }, 5)
  const beside = await readBeside(task)
  clearInterval(timer)
  const here = await readTest(task)
  expect(beside).toEqual(here)
  expect(isComputed(here) ? [here.reading.verdict.winner, here.history.length] : here).toEqual(['new', 28])
  expect(isComputed(here) ? here.declared?.look : null).toBe('2026-05-20')
  // Others had their turn all the while.
  expect(turns).toBeGreaterThan(5)
})

test('a small test, and one that cannot be read, are answered at once', async () => {
  const small = await readBeside(taskOf(10, 2))
  expect(small).toEqual(await readTest(taskOf(10, 2)))
  const task = taskOf(28, 60)
  const refused = await readBeside({ ...task, input: { ...task.input, phi: 0 } })
  expect(refused).toMatchObject({ code: 'invalid_setting' })
})
