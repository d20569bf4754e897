import { z } from 'zod'
import { gatherEvidence } from '#analyses/evidence/gather-evidence.ts'
import { declarationReasons } from '#analyses/experiment/declaration-reasons.ts'
import { planTest } from '#analyses/experiment/plan-test.ts'
import { type MetricContext, readFilters } from '#metrics/index.ts'
import { TestPlanAnswer } from '#schema/answer/test-plan-answer.ts'
import { Basis } from '#schema/basis.ts'
import { addDays, Day } from '#schema/day.ts'
import { PermilleError } from '#schema/error.ts'
import type { Note } from '#schema/note.ts'
import { armNames, type ProjectTest, TestDesign, TestId } from '#schema/project-test.ts'
import type { Project } from '../project.ts'
import type { Store } from '../store.ts'
import { countedEvent } from './counted-event.ts'
import { findObjects } from './find-objects.ts'
import { Flag, listOf, Sample } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { controlOf, declare, labelArms, type PlannedArm, readSplit } from './planned-declaration.ts'
import { presentTestPlan } from './present-test-plan.ts'
import { sampleNote } from './sample-note.ts'
import { Alpha, Lift, positiveNumber } from './test-inputs.ts'

const MOST_ARMS = 20

const wholeDays = z.coerce.number({ error: 'write a whole number of days' }).int('must be a whole number')

const Input = z.object({
  arms: listOf(z.string()).meta({ description: 'the arms by key, name or id; the first is the control' }),
  upcoming: listOf(z.string()).meta({ description: 'an arm that is not delivered yet, by its name' }),
  control: z.string().optional().meta({ description: 'the arm the others are compared with' }),
  by: z.string().default('creative').meta({ description: 'what the arms are: creative, ad, campaign …' }),
  event: z.string().optional().meta({ description: 'conversion that decides; the project’s main event' }),
  basis: Basis.optional().meta({ description: 'whose conversions, instead of the source of truth' }),
  where: listOf(z.string()).meta({ description: 'count only rows such as "country = US"' }),
  lift: Lift.default(0.2).meta({ description: 'smallest lift the test must find: 20% or 0.2' }),
  smallestEffect: Lift.default(0.1).meta({ description: 'smallest difference that matters' }),
  alpha: Alpha,
  power: z.coerce
    .number({ error: 'write a number between 0 and 1, e.g. 0.8' })
    .gt(0, 'must be above 0')
    .lt(1, 'must be below 1')
    .default(0.8)
    .meta({ description: 'probability of finding that lift' }),
  design: TestDesign.default('observational').meta({
    description:
      'who decides who sees which arm: equal delivery, a platform split, or the network (observational)',
  }),
  split: listOf(z.string()).meta({ description: 'equal, free, or ARM=SHARE for each arm' }),
  start: Day.optional().meta({ description: 'first day; the day after the newest data by default' }),
  end: Day.optional().meta({ description: 'last day, only if it is fixed now' }),
  look: listOf(Day).meta({ description: 'a day at which a test with a fixed end is read' }),
  minimumDays: wholeDays
    .min(1, 'must be at least 1')
    .default(7)
    .meta({ description: 'days it runs at least' }),
  explorationDays: wholeDays
    .min(0, 'must not be negative')
    .default(0)
    .meta({ description: 'first days that are cut out, while networks learn' }),
  strata: listOf(z.string()).meta({
    description: 'compare inside each of these; the finest the reports tell by default',
  }),
  ipm: positiveNumber('10').optional().meta({ description: 'conversions per thousand of the control' }),
  cpm: positiveNumber('8').optional().meta({ description: 'price of a thousand impressions' }),
  dailyImpressions: positiveNumber('50000')
    .optional()
    .meta({ description: 'impressions of all arms together in a day' }),
  dispersion: z.coerce
    .number({ error: 'write a number of at least 1, e.g. 1.5' })
    .min(1, 'must be at least 1')
    .max(1000, 'must be at most 1000')
    .optional()
    .meta({ description: 'noise of daily conversions beyond chance; from the history by default' }),
  name: z.string().optional().meta({ description: 'what the test is called' }),
  question: z.string().optional().meta({ description: 'what it is to answer' }),
  save: TestId.optional().meta({ description: 'declare it in permille.yaml under this name' }),
  yes: Flag.meta({ description: 'replace a declared test of that name' }),
  sample: Sample.optional(),
})
type Input = z.output<typeof Input>

async function findArms(input: Input, event: string, context: MetricContext): Promise<readonly PlannedArm[]> {
  const count = input.arms.length + input.upcoming.length
  if (count < 2 || count > MOST_ARMS)
    throw new PermilleError('usage', `a test has 2 to ${MOST_ARMS} arms, not ${count}`, {
      remedy: 'permille test plan "Old hook" "New hook"; add --upcoming NAME for what is not delivered yet',
    })
  const question = { by: input.by, event, where: readFilters(input.where, context.names, 'a test') }
  const { objects } = await gatherEvidence(question, context)
  const known = await findObjects(input.arms, objects, question, context)
  const names = new Set(known.map(({ name }) => name.toLowerCase()))
  for (const name of input.upcoming) {
    if (names.has(name.toLowerCase()))
      throw new PermilleError('usage', `${name} is named twice`, { remedy: 'name two that differ' })
    names.add(name.toLowerCase())
  }
  return labelArms([
    ...known.map(({ key, name }) => ({ key, name, delivered: true })),
    ...input.upcoming.map((name) => ({ key: name, name, delivered: false })),
  ])
}

function declarationOf(input: Input, event: string, arms: readonly PlannedArm[], start: Day): ProjectTest {
  const { by, basis, where, lift, smallestEffect, alpha, power, design, end } = input
  const { minimumDays, explorationDays, name, question, look, dispersion } = input
  const test = declare({
    ...{ name, question, by, event, basis, design, start, end, minimumDays, explorationDays },
    arms: Object.fromEntries(arms.map(({ arm, key }) => [arm, key])),
    control: controlOf(arms, input.control),
    split: readSplit(input.split, arms),
    ...{ looks: look, where, strata: input.strata, lift, smallestEffect, alpha, power, dispersion },
  })
  const [wrong] = declarationReasons(test)
  if (wrong === undefined) return test
  throw new PermilleError('usage', wrong.message.replace(/\.$/, ''), {
    remedy: 'see `permille test plan --help`',
  })
}

/** What is written: what was chosen and what it rests on, without empty settings. */
function written(test: ProjectTest): Record<string, unknown> {
  const isEmpty = (value: unknown) =>
    value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
  return Object.fromEntries(Object.entries(test).filter(([, value]) => !isEmpty(value)))
}

async function save(project: Project, store: Store, { save: id, yes }: Input, test: ProjectTest) {
  if (id === undefined) return
  if (store !== project.own)
    throw new PermilleError('conflict', 'a test of the sample cannot be saved', {
      remedy: 'import your own files into a project folder, then plan it there',
    })
  if (project.config.tests[id] !== undefined && !yes)
    throw new PermilleError('conflict', `a test called ${id} is declared already`, {
      remedy: 'save it under another name, or add --yes to replace it',
    })
  await project.change({ [`tests.${id}`]: written(test) })
}

export const testPlan = defineOperation({
  name: 'test-plan',
  command: 'test plan',
  summary: 'Plan a creative test: size, budget and days; --save declares it',
  description:
    'Says what a test between creatives costs in impressions, conversions, money and days, for each way to read it. IPM, CPM, pace and noise are taken from the account’s last 28 days where they are not given. Nothing is written unless --save names the test; then it is declared in permille.yaml, with comments kept, and `test show` reads it.',
  examples: [
    'test plan "Old hook" "New hook" --lift 20%',
    'test plan "Old hook" --upcoming "New hook" --design equal --start 2026-09-01 --save hook',
  ],
  kind: 'change',
  plainArguments: 'arms',
  input: Input,
  output: TestPlanAnswer,
  async run(project, input) {
    const store = await project.store(input.sample)
    const context = await store.metricContext()
    const counted = countedEvent(input.event, context)
    const arms = await findArms(input, counted.event, context)
    const { newestDay } = context.catalogue
    const start = input.start ?? (newestDay === null ? null : addDays(newestDay, 1))
    if (start === null)
      throw new PermilleError('usage', 'there are no days yet to start after', { remedy: 'add --start DAY' })
    const declared = declarationOf(input, counted.event, arms, start)
    const found = armNames(declared).map((arm) => {
      const own = arms.find((candidate) => candidate.arm === arm)
      return { arm, keys: own?.delivered === true ? [own.key] : [], unknown: [] }
    })
    const { ipm, cpm, dailyImpressions } = input
    const given = {
      ...(ipm === undefined ? {} : { ipm }),
      ...(cpm === undefined ? {} : { cpm }),
      ...(dailyImpressions === undefined ? {} : { dailyImpressions }),
    }
    const asked = input.strata.length === 0 ? null : input.strata
    const request = { test: declared, event: counted.event, arms: found, given, strata: asked }
    const { strata, notes, ...planned } = await planTest(request, context)
    const dispersion = planned.assumptions.dispersion.value ?? undefined
    const test: ProjectTest = { ...declared, strata: [...strata], dispersion }
    await save(project, store, input, test)
    const startNote: Note[] =
      input.start === undefined
        ? [
            {
              code: 'assumed_start',
              severity: 'info',
              message: `It starts on ${start}, the day after the newest data; --start names another.`,
            },
          ]
        : []
    const freshness = await store.freshness(context)
    return {
      saved: input.save ?? null,
      arms: arms.map((arm) => ({ ...arm, control: arm.arm === test.control })),
      question: {
        by: test.by,
        event: counted.event,
        design: test.design,
        start,
        end: test.end ?? null,
        strata: [...strata],
        ...{ lift: test.lift, smallestEffect: test.smallestEffect, alpha: test.alpha, power: test.power },
        ...{ minimumDays: test.minimumDays, explorationDays: test.explorationDays },
      },
      currency: context.currency,
      ...planned,
      notes: [...sampleNote(freshness), ...counted.notes, ...startNote, ...notes],
      freshness,
    }
  },
  present: presentTestPlan,
})
