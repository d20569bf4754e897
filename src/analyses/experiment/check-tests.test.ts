import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CheckedTest, TestCheckAnswer } from '#schema/answer/test-check-answer.ts'
import type { ArmRow, CellNumber } from './arm-row.ts'
import { type CheckOptions, checkTests } from './check-tests.ts'

const OPTIONS: CheckOptions = {
  hasDays: false,
  hasStrata: false,
  repeatable: false,
  lift: 0.2,
  alpha: 0.05,
  smallestEffect: 0.1,
}

const number = (value: number | null): CellNumber => ({ value, text: value === null ? 'n/a' : String(value) })

/** A test of some arms on the same days, whose counts can be true. */
const tidyTable = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 2, max: 4 }))
  .chain(([days, arms]) =>
    fc
      .array(
        fc.tuple(
          fc.oneof(fc.constantFrom(1, 1e12), fc.integer({ min: 1, max: 100_000 })),
          fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })),
        ),
        { minLength: arms, maxLength: arms },
      )
      .map((counts) =>
        counts.flatMap(([impressions, share], k) =>
          Array.from({ length: days }, (_, day) => ({
            row: 2 + k * days + day,
            test: 't',
            arm: 'ABCD'[k] ?? '',
            impressions: number(impressions),
            conversions: number(impressions * share),
            day: 104 + day,
            stratum: 'p',
            designedShare: number(impressions),
            users: number(impressions),
            factors: [k % 2 === 0 ? 'a' : 'b', k < 2 ? 'x' : 'y'],
          })),
        ),
      ),
  )

const anyNumber = fc
  .oneof(
    fc.constantFrom(0, 1, 1e12, -5, 1e16, 0.5, null),
    fc.integer({ min: 0, max: 100_000 }),
    fc.double({ min: 0, max: 1_000, noNaN: true }),
  )
  .map(number)

const wildRow = fc.record({
  row: fc.integer({ min: 2, max: 99 }),
  test: fc.constantFrom('t', 'u', 'v'),
  arm: fc.constantFrom('A', 'B', 'C'),
  impressions: anyNumber,
  conversions: anyNumber,
  day: fc.oneof(fc.integer({ min: 100, max: 112 }), fc.constant(null)),
  stratum: fc.constantFrom('p', 'q'),
  designedShare: fc.constantFrom(number(1), number(0.5), { value: null, text: '' }, number(-1)),
  users: anyNumber,
  factors: fc.tuple(fc.constantFrom('a', 'b', ''), fc.constantFrom('x', 'y')),
})
const rowsOf = fc.oneof(fc.array(wildRow, { minLength: 1, maxLength: 14 }), tidyTable)

/** Everything the contract asks of a test: each number, or `null` with its reason. */
function expectWhole({ arms, sampleRatio, verdict, reasons, winner, ahead }: CheckedTest) {
  expect(reasons.length).toBeGreaterThan(0)
  expect(winner === null || verdict === 'winner').toBe(true)
  expect(ahead === null || verdict === 'ahead').toBe(true)
  for (const arm of arms) {
    for (const field of [
      'impressions',
      'conversions',
      'rate',
      'interval',
      'shrunk',
      'probabilityBest',
      'expectedLoss',
    ] as const) {
      if (arm[field] === null) expect(arm.notComputed[field], field).toBeTruthy()
      else expect(arm.notComputed[field], field).toBeUndefined()
    }
    if (arm.rate !== null && arm.interval !== null) {
      expect(arm.interval.low).toBeLessThanOrEqual(arm.rate * (1 + 1e-9))
      expect(arm.interval.high).toBeGreaterThanOrEqual(arm.rate * (1 - 1e-9))
    }
  }
  for (const field of ['p', 'deviation', 'basis', 'logEvidence'] as const)
    if (sampleRatio[field] === null) expect(sampleRatio.notComputed[field], field).toBeTruthy()
}

describe('any table of arms', () => {
  test('gives each test and arm its numbers or reasons', () => {
    let believed = 0
    fc.assert(
      fc.property(
        rowsOf,
        fc.record({ hasDays: fc.boolean(), hasStrata: fc.boolean(), repeatable: fc.boolean() }),
        fc.constantFrom('equal' as const, 'platform' as const, 'observational' as const, undefined),
        fc.constantFrom(undefined, 104),
        fc.integer({ min: 0, max: 3 }),
        fc.boolean(),
        (rows, shape, design, start, explorationDays, shares) => {
          const given = rows.map(
            ({ day, stratum, designedShare, users, ...row }): ArmRow => ({
              ...row,
              ...(shape.hasDays ? { day } : {}),
              ...(shape.hasStrata ? { stratum } : {}),
              ...(shares ? { designedShare, users } : {}),
            }),
          )
          const answer = checkTests(given, {
            ...OPTIONS,
            ...shape,
            explorationDays,
            factors: ['one', 'two'],
            ...(design === undefined ? {} : { design }),
            ...(start === undefined || !shape.hasDays ? {} : { start }),
          })
          const text = JSON.stringify(answer, (_, value: unknown) =>
            typeof value === 'number' && !Number.isFinite(value) ? 'BAD' : value,
          )
          expect(text).not.toContain('BAD')
          for (const one of TestCheckAnswer.parse(answer).tests) {
            expectWhole(one)
            believed += one.arms.filter((arm) => arm.probabilityBest !== null).length
            if (design === 'observational') expect(one.verdict).not.toBe('winner')
          }
          expect(answer.factors?.effects !== null || answer.factors.notComputed.effects).toBeTruthy()
        },
      ),
      { numRuns: 300 },
    )
    expect(believed).toBeGreaterThan(100)
  })

  test('keeps rates of what converts once below 1, tells small factors from 1, and counts what it learnt from', () => {
    const row = (test: string, arm: string, impressions: number, conversions: number): ArmRow => ({
      row: 2,
      test,
      arm,
      impressions: number(impressions),
      conversions: number(conversions),
    })
    const { tests, notes } = checkTests(
      [
        row('tiny', 'A', 1, 0),
        row('tiny', 'B', 1, 1),
        row('huge', 'A', 1e12, 5e8),
        row('huge', 'B', 1e12, 5.005e8),
        row('broken', 'A', 10, -1),
        row('broken', 'B', 10, 1),
      ],
      OPTIONS,
    )
    const [tiny, huge] = tests
    for (const { interval, shrunk } of tiny?.arms ?? []) {
      expect(interval?.high).toBeLessThanOrEqual(1)
      expect(shrunk).toBeLessThanOrEqual(1)
    }
    expect(huge?.reasons[0]?.message).toMatch(/factor of at least 1\.00\d+;/)
    expect(notes.find(({ code }) => code === 'learnt_spread')?.message).toContain('the 2 of 3 tests')
  })

  test('gives the same numbers in any order of rows', () => {
    const rows = [82, 145, 110].map(
      (conversions, k): ArmRow => ({
        row: k + 2,
        test: 't',
        arm: 'ABC'[k] ?? '',
        impressions: number(10_000),
        conversions: number(conversions),
      }),
    )
    const [forward] = checkTests(rows, OPTIONS).tests
    const [backward] = checkTests(rows.toReversed(), OPTIONS).tests
    expect(backward?.verdict).toBe(forward?.verdict)
    forward?.arms.forEach((arm, k) => {
      const mirrored = backward?.arms[2 - k]
      expect(mirrored?.arm).toBe(arm.arm)
      expect(mirrored?.interval).toEqual(arm.interval)
      expect(mirrored?.probabilityBest).toBeCloseTo(arm.probabilityBest ?? -1, 9)
      expect(mirrored?.shrunk).toBeCloseTo(arm.shrunk ?? -1, 12)
    })
  })

  test('reads 2,000 arms of one test', () => {
    const rows = Array.from(
      { length: 2_000 },
      (_, k): ArmRow => ({
        row: k + 2,
        test: 't',
        arm: String(k),
        impressions: number(1_000),
        conversions: number(k % 23),
      }),
    )
    const [one] = checkTests(rows, OPTIONS).tests
    if (one === undefined) throw new Error('no test')
    expectWhole(one)
    expect(one.arms.reduce((sum, arm) => sum + (arm.probabilityBest ?? 0), 0)).toBeCloseTo(1, 6)
  })
})
