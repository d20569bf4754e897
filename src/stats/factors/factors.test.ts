import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isComputed } from '../not-computed.ts'
import { drawNormal, drawPoisson } from '../random/draws.ts'
import { seededGenerator } from '../random/seeded.ts'
import { readFactors } from './read-factors.ts'
import type { FactorArm, FactorInput, FactorReading } from './types.ts'

const arm = (levels: readonly (string | null)[], conversions: number, exposure = 10_000): FactorArm => ({
  levels,
  cells: [{ day: 0, exposure, conversions }],
})

function read(arms: readonly FactorArm[], input: Partial<FactorInput> = {}) {
  const factors = arms[0]?.levels.map((_, f) => `factor ${f}`) ?? []
  return readFactors({ factors, tests: [{ arms, phi: 1 }], random: seededGenerator(1), ...input })
}

function computed(reading: ReturnType<typeof readFactors>): FactorReading {
  if (!isComputed(reading)) throw new Error(reading.notComputed)
  return reading
}

const ratioOf = ({ effects }: FactorReading, level: string) =>
  effects.find((effect) => effect.level === level)?.ratio ?? Number.NaN

const FULL = [arm(['a', 'x'], 500), arm(['a', 'y'], 600), arm(['b', 'x'], 750), arm(['b', 'y'], 900)]

describe('what parts of arms do', () => {
  it('finds main effects that multiply, and no interaction', () => {
    const reading = computed(read(FULL))
    expect(ratioOf(reading, 'b') / ratioOf(reading, 'a')).toBeGreaterThan(1.3)
    expect(ratioOf(reading, 'b') / ratioOf(reading, 'a')).toBeLessThan(1.5)
    expect(ratioOf(reading, 'y') / ratioOf(reading, 'x')).toBeCloseTo(1.18, 1)
    const [interaction] = reading.interactions
    if (interaction === undefined || !isComputed(interaction.pairs)) throw new Error('not carried')
    for (const { ratio, low, high } of interaction.pairs) {
      expect(Math.abs(Math.log(ratio))).toBeLessThan(0.02)
      expect(low < 1 && high > 1).toBe(true)
    }
    expect(reading.combinations[0]).toMatchObject({ levels: ['b', 'y'], tried: true })
    expect(reading.combinations[0]?.probabilityBest).toBeGreaterThan(0.75)
  })

  it('finds an interaction that is there', () => {
    const arms = [arm(['a', 'x'], 3000), arm(['a', 'y'], 2000), arm(['b', 'x'], 2000), arm(['b', 'y'], 3000)]
    const tests = Array.from({ length: 8 }, () => ({ arms, phi: 1 }))
    const reading = computed(read(arms, { tests }))
    const [interaction] = reading.interactions
    if (interaction === undefined || !isComputed(interaction.pairs)) throw new Error('not carried')
    const own = interaction.pairs.find(({ levels }) => levels.join('') === 'ax')
    expect(own?.ratio).toBeGreaterThan(1.1)
    expect(Math.abs(Math.log(ratioOf(reading, 'a')))).toBeLessThan(0.02)
  })

  it('promises an untried combination from its parts', () => {
    const reading = computed(read(FULL.slice(0, 3)))
    expect(reading.combinations[0]).toMatchObject({ levels: ['b', 'y'], tried: false })
    expect(isComputed(reading.interactions[0]?.pairs)).toBe(false)
    expect(reading.interactions[0]?.pairs).toMatchObject({ code: 'not_enough_data' })
  })

  it('learns from contrasts inside tests and days only', () => {
    const tests = [
      { phi: 1, arms: [arm(['a'], 100), arm(['b'], 100)] },
      { phi: 1, arms: [arm(['b'], 900), arm(['b'], 900), arm(['a'], 900)] },
    ]
    const reading = computed(read(FULL, { factors: ['f'], tests }))
    expect(ratioOf(reading, 'a')).toBeCloseTo(1, 2)
    const days = (one: readonly number[]): FactorArm['cells'] =>
      one.map((exposure, day) => ({ day, exposure, conversions: exposure * (day === 0 ? 0.01 : 0.1) }))
    const seasonal = computed(
      read([
        { levels: ['a'], cells: days([90_000, 1_000]) },
        { levels: ['b'], cells: days([1_000, 90_000]) },
      ]),
    )
    expect(ratioOf(seasonal, 'a')).toBeCloseTo(1, 6)
  })

  it('says what cannot be told', () => {
    const together = computed(read([arm(['a', 'x'], 500), arm(['b', 'y'], 700)]))
    expect(together.aliased).toEqual([['factor 0', 'factor 1']])
    const constant = computed(read([arm(['a', 'x'], 500), arm(['b', 'x'], 700)]))
    expect([constant.factors, constant.constant]).toEqual([['factor 0'], ['factor 1']])
    const missing = computed(read([...FULL, arm([null, 'x'], 600)]))
    expect([missing.armsWithoutLevel, missing.arms]).toEqual([1, 4])
    const codes = [
      read([arm(['a'], 5)]),
      read([arm(['a'], 5), arm(['a'], 5)]),
      read([arm(['a'], 0), arm(['b'], 0)]),
      read([arm(['a'], -1), arm(['b'], 0)]),
      read(FULL, { tests: [{ arms: FULL, phi: 0.5 }] }),
      read(Array.from({ length: 300 }, (_, k) => arm([String(k)], 5))),
    ].map((reading) => (isComputed(reading) ? null : reading.code))
    expect(codes).toEqual([
      'only_one_creative',
      'not_enough_data',
      'no_conversions',
      'invalid_counts',
      'invalid_setting',
      'invalid_setting',
    ])
  })

  it('gives the same in any order of arms, and permutes with names of levels', () => {
    const forward = computed(read(FULL))
    const backward = computed(read(FULL.toReversed()))
    for (const level of ['a', 'b', 'x', 'y'])
      expect(ratioOf(backward, level)).toBeCloseTo(ratioOf(forward, level), 6)
  })

  it('does not change when every exposure is scaled, nor when a day is split into like parts', () => {
    const scaled = computed(read(FULL.map((own) => arm(own.levels, own.cells[0]?.conversions ?? 0, 77))))
    const halves = computed(
      read(
        FULL.map(({ levels, cells }) => ({
          levels,
          cells: [0, 1].flatMap((day) =>
            cells.map((c) => ({ day, exposure: c.exposure / 2, conversions: c.conversions / 2 })),
          ),
        })),
      ),
    )
    for (const level of ['a', 'b', 'x', 'y']) {
      expect(ratioOf(scaled, level)).toBeCloseTo(ratioOf(computed(read(FULL)), level), 8)
      expect(ratioOf(halves, level)).toBeCloseTo(ratioOf(computed(read(FULL)), level), 8)
    }
  })

  it('gives numbers or a reason for any counts', () => {
    const cell = fc
      .record({
        day: fc.integer({ min: 0, max: 2 }),
        exposure: fc.oneof(fc.constant(1), fc.integer({ min: 0, max: 1_000_000 }), fc.constant(1e12)),
        conversions: fc.oneof(
          fc.constant(0),
          fc.constant(1e12),
          fc.double({ min: 0, max: 5000, noNaN: true }),
        ),
      })
      .map((one) => ({ ...one, conversions: one.exposure === 0 ? 0 : one.conversions }))
    let computedOnes = 0
    const any = fc.record({
      levels: fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('x', 'y', null)),
      cells: fc.array(cell, { maxLength: 4 }),
    })
    fc.assert(
      fc.property(
        fc.array(any, { maxLength: 8 }),
        fc.double({ min: 1, max: 50, noNaN: true }),
        (arms, phi) => {
          const reading = readFactors({
            factors: ['one', 'two'],
            tests: [{ arms, phi }],
            random: seededGenerator(2),
          })
          const numbers = JSON.stringify(reading, (_, value: unknown) =>
            typeof value === 'number' && !Number.isFinite(value) ? 'BAD' : value,
          )
          expect(numbers).not.toContain('BAD')
          if (!isComputed(reading)) return
          computedOnes++
          const sum = reading.combinations.reduce((total, one) => total + one.probabilityBest, 0)
          expect(sum).toBeCloseTo(1, 6)
          for (const { ratio, low, high } of [...reading.effects, ...reading.combinations]) {
            expect(low).toBeLessThanOrEqual(ratio)
            expect(high).toBeGreaterThanOrEqual(ratio)
          }
        },
      ),
      { numRuns: 60 },
    )
    expect(computedOnes).toBeGreaterThan(5)
  })
})

describe('simulated tests of factors', () => {
  const random = seededGenerator(99)
  const RUNS = 60

  it('cover the true effects and state P(best) that comes true', () => {
    let covered = 0
    let effects = 0
    let stated = 0
    let best = 0
    for (let run = 0; run < RUNS; run++) {
      const headline = ['a', 'b', 'c'].map(() => 0.2 * drawNormal(random))
      const image = ['x', 'y', 'z'].map(() => 0.2 * drawNormal(random))
      const pair = headline.map(() => image.map(() => 0.1 * drawNormal(random)))
      const truth = (h: number, i: number) => (headline[h] ?? 0) + (image[i] ?? 0) + (pair[h]?.[i] ?? 0)
      const combinations = [0, 1, 2].flatMap((h) => [0, 1, 2].map((i) => [h, i] as const))
      const tests = [0, 1].map(() => ({
        phi: 1,
        arms: combinations.map(([h, i]): FactorArm => {
          const own = 0.05 * drawNormal(random)
          return {
            levels: ['abc'[h] ?? '', 'xyz'[i] ?? ''],
            cells: [0, 1].map((day) => ({
              day,
              exposure: 5000,
              conversions: drawPoisson(50 * Math.exp(truth(h, i) + own), random),
            })),
          }
        }),
      }))
      const reading = computed(readFactors({ factors: ['headline', 'image'], tests, random }))
      const all = combinations.map(([h, i]) => truth(h, i))
      const mean = all.reduce((a, b) => a + b, 0) / all.length
      for (const { factor, level, low, high } of reading.effects) {
        const mine = combinations.flatMap(([h, i]) => {
          const name = factor === 'headline' ? 'abc'[h] : 'xyz'[i]
          return name === level ? [truth(h, i)] : []
        })
        const effect = Math.exp(mine.reduce((a, b) => a + b, 0) / mine.length - mean)
        effects++
        if (low <= effect && effect <= high) covered++
      }
      const top = combinations[all.indexOf(Math.max(...all))] ?? [0, 0]
      const [first] = reading.combinations
      stated += first?.probabilityBest ?? 0
      if (first?.levels.join('') === `${'abc'[top[0]]}${'xyz'[top[1]]}`) best++
    }
    process.stderr.write(
      `factors: 95 % intervals cover ${((100 * covered) / effects).toFixed(1)} %; the likeliest best combination was stated at ${((100 * stated) / RUNS).toFixed(0)} % and right in ${((100 * best) / RUNS).toFixed(0)} %\n`,
    )
    expect(covered / effects).toBeGreaterThan(0.92)
    expect(covered / effects).toBeLessThan(0.99)
    expect(Math.abs(stated - best) / RUNS).toBeLessThan(0.15)
  }, 60_000)
})
