import { z } from 'zod'
import { Basis } from './basis.ts'
import { Day, earlierDay } from './day.ts'

/** How impressions reached the arms; it decides whether a test may name a winner. */
export const TestDesign = z.enum(['equal', 'platform', 'observational'])
export type TestDesign = z.infer<typeof TestDesign>

const share = z.number().gt(0).lt(1)

const DesignedSplit = z.union([z.literal('equal'), z.record(z.string(), share)])
export type DesignedSplit = z.infer<typeof DesignedSplit>

/** A creative test as `permille.yaml` declares it. */
export const ProjectTest = z.strictObject({
  name: z.string().optional(),
  question: z.string().optional(),
  /** What the arms are: creative, ad, campaign … */
  by: z.string().default('creative'),
  /** Conversion that decides; the project's main event by default. */
  event: z.string().optional(),
  basis: Basis.optional(),
  /** Each arm with the objects it consists of, by key, name or id. */
  arms: z.record(z.string(), z.union([z.string(), z.array(z.string()).min(1)])),
  control: z.string(),
  design: TestDesign.default('observational'),
  /** Designed shares; `free` when the networks decide. Equal unless the design is observational. */
  split: z.union([DesignedSplit, z.literal('free')]).optional(),
  /** Splits that took its place, each from its day on. */
  laterSplits: z.record(Day, DesignedSplit).default({}),
  start: Day,
  /** Only when the end is fixed beforehand. */
  end: Day.optional(),
  /** Last day of a test that was stopped, whether or not an end was fixed. */
  stopped: Day.optional(),
  /** Days at which a test with a fixed end is read. */
  looks: z.array(Day).default([]),
  /** First days left out, while the networks still learn. */
  explorationDays: z.number().int().min(0).default(0),
  minimumDays: z.number().int().min(1).default(7),
  /** Arms are compared inside each of these, and always inside each network and day. */
  strata: z.array(z.string()).default([]),
  where: z.array(z.string()).default([]),
  /** Lift the size is planned for, and the smallest difference that matters. */
  lift: z.number().gt(0).max(10).default(0.2),
  smallestEffect: z.number().gt(0).max(10).default(0.1),
  alpha: share.default(0.05),
  power: share.default(0.8),
  /** Variance of daily conversions beyond chance; learnt from the days before the start by default. */
  dispersion: z.number().min(1).max(1000).optional(),
})
export type ProjectTest = z.infer<typeof ProjectTest>

/** Name of a test in `permille.yaml` and on the command line. */
export const TestId = z.string().regex(/^[a-z0-9][a-z0-9_-]*$/i, 'write letters, digits, - and _')

/** Designed shares in the order of the arms; an arm that is not named gets none. */
export function sharesOf(split: DesignedSplit, arms: readonly string[]): readonly number[] {
  const shares = arms.map((arm) => (split === 'equal' ? 1 : (split[arm] ?? 0)))
  const sum = shares.reduce((a, b) => a + b, 0)
  return shares.map((own) => own / sum)
}

/** The split a test begins with, or `null` when it is free: where networks decide unless something else is said. */
export function firstShares(test: ProjectTest, arms: readonly string[]): readonly number[] | null {
  const { split = test.design === 'observational' ? 'free' : 'equal' } = test
  return split === 'free' ? null : sharesOf(split, arms)
}

/** The last day of a test that has one, fixed beforehand or by stopping it. */
export function lastDay({ end, stopped }: Pick<ProjectTest, 'end' | 'stopped'>): Day | null {
  if (end === undefined || stopped === undefined) return end ?? stopped ?? null
  return earlierDay(end, stopped)
}

/** Whether a test is over, its last day counted. */
export function hasEnded(test: Pick<ProjectTest, 'end' | 'stopped'>, countedTo: Day): boolean {
  const last = lastDay(test)
  return last !== null && last <= countedTo
}

/** The arms of a test, the control first. */
export function armNames({ arms, control }: ProjectTest): readonly string[] {
  const names = Object.keys(arms)
  return [...names.filter((name) => name === control), ...names.filter((name) => name !== control)]
}
