import { z } from 'zod'
import { checkTests } from '#analyses/experiment/check-tests.ts'
import { TestCheckAnswer } from '#schema/answer/test-check-answer.ts'
import { Day } from '#schema/day.ts'
import { dayNumber } from '#schema/day-number.ts'
import { PermilleError } from '#schema/error.ts'
import { TestDesign } from '#schema/project-test.ts'
import { readArmsFile } from '../arms-file.ts'
import { givenFile } from './given-file.ts'
import { Flag, listOf, Pairs } from './inputs.ts'
import { defineStandaloneOperation } from './operation.ts'
import { presentTests } from './present-tests.ts'
import { Alpha, explorationDays, Lift } from './test-inputs.ts'

const SMALLEST_EFFECT = 0.1
const GIVEN = {
  missing: 'name the table of arms',
  remedy: 'permille test check --arms FILE.csv; over HTTP upload it and pass its id in uploads',
}

export const testCheck = defineStandaloneOperation({
  name: 'test-check',
  command: 'test check',
  summary: 'Check and read the tests of any table of arms',
  description:
    'Reads a table with a row per arm: test, arm, impressions, conversions, and where there are any date, stratum, designed_share and users. For each test it prints rates with intervals, shrunk rates, the probability of being best, whether impressions were split as designed, and a verdict with reasons; with --factor also what the parts of arms do, the best combination and untried ones. It needs no project and keeps nothing.',
  examples: [
    'test check --arms arms.csv',
    'test check --arms tests.csv --map test=experiment_id --map arm=variant --map conversions=installs --json',
    'test check --arms arms.csv --start 2026-05-04 --exploration 3 --design platform',
    'test check --arms arms.csv --factor headline --factor image',
  ],
  kind: 'question',
  isMomentary: true,
  files: { paths: 'arms', uploads: 'uploads' },
  input: z.object({
    arms: z.string().optional().meta({ description: 'the table: CSV, Excel or JSON' }),
    uploads: listOf(z.string()).meta({ description: 'id of the uploaded table (HTTP)' }),
    map: Pairs.meta({
      description:
        'which column is meant, FIELD=HEADER; fields are test, arm, impressions, conversions, date, stratum, designed_share, users',
    }),
    lift: Lift.default(0.2).meta({ description: 'lift the tests were planned for: 20% or 0.2' }),
    alpha: Alpha,
    dispersion: z.coerce
      .number({ error: 'write a number of at least 1, e.g. 1.5' })
      .min(1, 'must be at least 1')
      .max(1000, 'must be at most 1000')
      .optional()
      .meta({ description: 'noise the tests were planned for; estimated from days, else 1.5' }),
    design: TestDesign.optional().meta({
      description:
        'who decided who sees which arm: equal (equal delivery), platform (a split test of the platform), observational (the network; no arm can win). By designed_share when left out',
    }),
    start: Day.optional().meta({ description: 'first day of the tests; earlier days are left out' }),
    exploration: explorationDays('arm'),
    factor: listOf(z.string()).meta({
      description:
        'column that says what arms are made of, such as headline or image; columns called factor.NAME are taken by themselves',
    }),
    repeatable: Flag.meta({ description: 'one impression may convert more than once' }),
    dateOrder: z
      .enum(['dmy', 'mdy'])
      .optional()
      .meta({ description: 'order of day and month where the dates leave it open' }),
  }),
  output: TestCheckAnswer,
  async run(input, context) {
    const { lift, alpha, repeatable, dispersion, map, dateOrder, design, start, exploration } = input
    const file = await readArmsFile(await givenFile(GIVEN, input.arms, input.uploads, context), {
      map,
      factors: input.factor,
      ...(dateOrder === undefined ? {} : { dateOrder }),
    })
    const { rows, hasDays, hasStrata, factors, notes } = file
    if (!hasDays && (start !== undefined || exploration > 0)) {
      throw new PermilleError('usage', 'the table has no dates to leave out days by', {
        remedy: 'leave out --start and --exploration, or name the column with --map date=HEADER',
      })
    }
    const answer = checkTests(rows, {
      hasDays,
      hasStrata,
      repeatable,
      lift,
      alpha,
      smallestEffect: SMALLEST_EFFECT,
      explorationDays: exploration,
      factors,
      ...(dispersion === undefined ? {} : { dispersion }),
      ...(design === undefined ? {} : { design }),
      ...(start === undefined ? {} : { start: dayNumber(start) }),
    })
    return { ...answer, notes: [...answer.notes, ...notes] }
  },
  present: presentTests,
})
