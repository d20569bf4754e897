import { expect, test } from 'vitest'
import { ProjectTest } from '#schema/project-test.ts'
import { declarationReasons } from './declaration-reasons.ts'

const declared = (given: object) =>
  ProjectTest.parse({ arms: { a: 'x', b: ['y', 'z'] }, control: 'a', start: '2026-05-01', ...given })

const codes = (given: object) => declarationReasons(declared(given)).map(({ code }) => code)

test('a whole declaration has nothing against it', () => {
  expect(codes({})).toEqual([])
  expect(codes({ split: { a: 0.7, b: 0.3 }, laterSplits: { '2026-05-10': 'equal' } })).toEqual([])
  expect(codes({ end: '2026-05-28', looks: ['2026-05-14'] })).toEqual([])
})

test.each([
  [{ arms: {} }, ['only_one_arm', 'control_missing']],
  [{ arms: { a: 'x' } }, ['only_one_arm']],
  [{ control: 'c' }, ['control_missing']],
  [{ power: 0.04 }, ['invalid_power']],
  [{ split: { a: 0.5, c: 0.5 } }, ['invalid_share']],
  [{ split: { a: 0.5, b: 0.4 } }, ['invalid_share']],
  [{ laterSplits: { '2026-05-01': 'equal' } }, ['invalid_share']],
  [{ end: '2026-04-30' }, ['ends_before_start']],
  [{ stopped: '2026-04-30' }, ['ends_before_start']],
  [{ looks: ['2026-05-14'] }, ['invalid_look']],
  [{ end: '2026-05-28', looks: ['2026-06-01'] }, ['invalid_look']],
])('%j is answered by a reason', (given, expected) => {
  expect(codes(given)).toEqual(expected)
  for (const { message } of declarationReasons(declared(given))) expect(message).toMatch(/\.$/)
})
