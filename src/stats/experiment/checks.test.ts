import { describe, expect, it } from 'vitest'
import { isComputed } from '../not-computed.ts'
import { armOverlap } from './arm-overlap.ts'
import type { ExperimentArm, ExperimentInput } from './experiment-input.ts'
import { overlapFindings } from './findings.ts'
import { type ExperimentReading, readExperiment } from './read-experiment.ts'

/** An arm with the same counts on each of some days. */
const arm = (id: string, days: readonly number[], exposure = 20_000, conversions = 200): ExperimentArm => ({
  id,
  cells: days.map((day) => ({ day, exposure, conversions })),
})
const days = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, k) => from + k)

function read(arms: readonly ExperimentArm[], more: Partial<ExperimentInput> = {}): ExperimentReading {
  const reading = readExperiment({ arms, lift: 0.2, phi: 1, design: arms.map(() => 1), ...more })
  if (!isComputed(reading)) throw new Error(reading.notComputed)
  return reading
}
const codes = ({ findings }: ExperimentReading) => findings.map(({ code }) => code)

describe('φ of a test', () => {
  it('follows its days and is never below the plan’s', () => {
    const noisy = [0, 1].map((k) => ({
      id: String(k),
      cells: days(1, 20).map((day) => ({
        day,
        exposure: 10_000,
        conversions: (day + k) % 2 === 0 ? 140 : 60,
      })),
    }))
    const reading = read(noisy)
    expect(reading.phi).toBe(reading.looks.at(-1)?.phi)
    expect(reading.phi).toBeGreaterThan(5)
    expect(read([arm('a', days(1, 9)), arm('b', days(1, 9))], { phi: 1.7 }).phi).toBe(1.7)
  })
})

describe('what belongs to a test', () => {
  it('leaves out days before the start and the exploration of each arm, and says so', () => {
    const arms = [arm('a', days(1, 20)), arm('b', days(1, 20))]
    const odd = {
      ...arm('b', days(4, 20)),
      cells: [...arm('x', days(1, 3), 20_000, 900).cells, ...arm('b', days(4, 20)).cells],
    }
    expect(read(arms, { start: 6, explorationDays: 2 }).days).toBe(13)
    expect(codes(read(arms, { start: 6, explorationDays: 2 }))).toEqual(['before_test', 'exploration_cut'])
    expect(codes(read(arms))).toEqual([])
    const first = arms[0] ?? arm('a', [])
    expect(read([first, odd]).arms[0]?.peekSafe.ratio).toBeGreaterThan(1.3)
    expect(read([first, odd], { explorationDays: 3 }).arms[0]?.peekSafe.ratio).toBeCloseTo(1, 9)
    expect(read([first, odd], { start: 4 }).arms[0]?.peekSafe.ratio).toBeCloseTo(1, 9)
  })

  it('cuts the exploration of a late arm at its own start', () => {
    const reading = read([arm('a', days(1, 20)), arm('b', days(8, 20))], { explorationDays: 3, design: null })
    expect(reading.arms[0]).toMatchObject({ days: 10, exposure: 200_000 })
  })

  it('calls arms of different days invalid, and missing or never shown ones', () => {
    const apart = read([arm('a', days(1, 9)), arm('b', days(10, 19))])
    expect([apart.verdict.verdict, ...codes(apart)]).toEqual(['invalid', 'no_overlap'])
    const third = read([arm('a', days(1, 9)), arm('b', days(1, 9)), arm('c', days(10, 12))])
    expect(third.findings[0]?.message).toMatch(/^c shared no day/)
    const chain = read([arm('a', days(1, 9)), arm('b', days(5, 19)), arm('c', days(12, 19))], {
      design: null,
    })
    expect(chain.verdict.sentence).toContain('c never ran beside the control')
    const missing = read([arm('a', days(1, 9)), arm('b', [])])
    expect([missing.verdict.verdict, ...codes(missing)]).toEqual(['invalid', 'missing_arm'])
    const unseen = read([arm('a', days(1, 9)), arm('b', days(1, 9), 0, 0)])
    expect(codes(unseen)).toContain('never_shown')
    expect(codes(read([arm('a', [1], 0, 0), arm('b', [1], 0, 0)]))).toEqual(['nothing_shown'])
  })

  it('counts the minimum run in days side by side', () => {
    const late = [arm('a', days(1, 20)), arm('b', days(15, 20), 20_000, 400)]
    expect(read(late, { label: 'platform', design: null }).verdict).toMatchObject({
      verdict: 'keep_running',
      winner: null,
    })
    expect(read(late, { label: 'platform', design: null, minimumDays: 6 }).verdict.winner).toBe('b')
    expect(codes(read(late, { design: null }))).toEqual(['missing_days'])
  })

  it('tells strata with a single arm', () => {
    const cells = (id: string, strata: readonly string[]): ExperimentArm => ({
      id,
      cells: strata.map((stratum) => ({ day: 1, stratum, exposure: 100, conversions: 5 })),
    })
    const arms = [cells('a', ['p', 'q', 'r']), cells('b', ['p', 'q'])]
    const [finding] = overlapFindings(arms, armOverlap(arms), { hasDays: false, hasStrata: true })
    expect(finding).toMatchObject({ code: 'single_arm_strata', severity: 'warning' })
    expect(finding?.message).toContain('On 1 of 3 strata')
  })

  it('checks each period of a changed split', () => {
    const split = (share: (day: number) => number) =>
      [0, 1].map((k) => ({
        id: String(k),
        cells: days(1, 20).map((day) => ({
          day,
          exposure: Math.round(40_000 * (k === 0 ? 1 - share(day) : share(day))) + ((day * 37) % 11),
          conversions: 100,
        })),
      }))
    const arms = split((day) => (day < 11 ? 0.5 : 0.8))
    const laterDesigns = [{ from: 11, shares: [1, 4] }]
    expect(read(arms).sampleRatio).toMatchObject({ flagged: true })
    expect(read(arms, { laterDesigns }).sampleRatio).toMatchObject({ flagged: false, periods: 2 })
    expect(read(arms, { laterDesigns: [{ from: 11, shares: [1] }] }).sampleRatio).toMatchObject({
      code: 'no_plan',
    })
  })

  it('checks users instead of impressions where they are known', () => {
    const users = (id: string, n: number, exposure: number): ExperimentArm => ({
      id,
      cells: days(1, 10).map((day) => ({ day, exposure, conversions: 50, users: n })),
    })
    const healthy = read([users('a', 1_000, 9_000), users('b', 1_000, 14_000)])
    expect(healthy.sampleRatio).toMatchObject({ basis: 'users', flagged: false })
    expect(read([users('a', 1_000, 9_000), users('b', 1_200, 9_000)]).verdict.verdict).toBe('invalid')
  })
})

describe('what may be said', () => {
  const arms = [arm('a', days(1, 14)), arm('b', days(1, 14), 20_000, 300)]

  it('depends on who decided who sees which arm', () => {
    expect(read(arms)).toMatchObject({
      label: 'equal',
      verdict: { verdict: 'winner', winner: 'b', ahead: null },
    })
    expect(read(arms).verdict.sentence).toMatch(/^b won/)
    expect(read(arms, { design: [1, 1.0001] }).label).toBe('platform')
    const network = read(arms, { design: null })
    expect(network).toMatchObject({
      label: 'observational',
      verdict: { verdict: 'ahead', winner: null, ahead: 'b' },
    })
    expect(network.verdict.sentence).toMatch(/nothing has won/)
    expect(read(arms, { label: 'observational' }).verdict.verdict).toBe('ahead')
    expect(read(arms, { design: null, label: 'platform' }).verdict.verdict).toBe('winner')
  })

  it('shrinks by what earlier tests of the account showed', () => {
    const few = [arm('a', days(1, 10), 1_000, 10), arm('b', days(1, 10), 1_000, 14)]
    const earlier = (step: number) =>
      Array.from({ length: 40 }, (_, t) => ({
        phi: 1,
        arms: [0, 1, 2].map((k) => arm(String(k), [0], 100_000, 1_000 + step * (((t + k) % 3) - 1))),
      }))
    const alike = read(few, { earlierTests: earlier(10) })
    const unlike = read(few, { earlierTests: earlier(400) })
    expect(alike.spread).toMatchObject({ source: 'earlier tests' })
    expect(alike.spread.cv).toBeLessThan(0.06)
    expect(unlike.spread.cv).toBeGreaterThan(0.25)
    const best = ({ probabilityBest }: ExperimentReading) =>
      isComputed(probabilityBest) ? (probabilityBest[1] ?? 0) : 0
    expect(best(alike)).toBeLessThan(best(read(few)))
    expect(best(unlike)).toBeGreaterThan(best(alike) + 0.1)
    expect(alike.arms[0]?.bayesian.ratio).toBeLessThan((unlike.arms[0]?.bayesian.ratio ?? 0) - 0.1)
    expect(read(few).spread).toEqual({ cv: 0.3, source: 'default' })
    expect(read(few, { cv: 0.1 }).spread).toEqual({ cv: 0.1, source: 'given' })
    expect(readExperiment({ arms: few, lift: 0.2, phi: 1, design: null, cv: 0 })).toMatchObject({
      code: 'invalid_setting',
    })
  })
})

describe('extreme tests', () => {
  const isSound = (value: unknown): boolean => {
    if (typeof value === 'number') return Number.isFinite(value)
    return typeof value !== 'object' || value === null || Object.values(value).every(isSound)
  }

  it.each([
    ['no conversions', [arm('a', days(1, 9), 5_000, 0), arm('b', days(1, 9), 5_000, 0)]],
    ['everything converts', [arm('a', days(1, 9), 500, 500), arm('b', days(1, 9), 500, 500)]],
    ['one impression', [arm('a', [1], 1, 0), arm('b', [1], 1, 1)]],
    ['1e12 impressions', [arm('a', days(1, 9), 1e12, 1e10), arm('b', days(1, 9), 1e12, 1.1e10)]],
    ['one side nothing', [arm('a', days(1, 9), 1e6, 0), arm('b', days(1, 9), 1e6, 1e6)]],
  ])('%s', (_, arms) => {
    expect(isSound(read(arms))).toBe(true)
  })

  it('one arm is a reason, 2,000 arms are numbers', () => {
    expect(readExperiment({ arms: [arm('a', [1])], lift: 0.2, phi: 1, design: null })).toMatchObject({
      code: 'only_one_creative',
    })
    const many = read(Array.from({ length: 2_000 }, (_, k) => arm(String(k), days(1, 2), 1_000, k % 17)))
    expect(isSound(many)).toBe(true)
    const shares = isComputed(many.allocation) ? many.allocation : []
    expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6)
  })
})
