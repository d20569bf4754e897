import { z } from 'zod'
import type { ProjectTestReading } from '#analyses/experiment/read-project-test.ts'
import { type MetricContext, readRestatedDays } from '#metrics/index.ts'
import { TestShowAnswer } from '#schema/answer/test-show-answer.ts'
import type { TestState } from '#schema/answer/test-state.ts'
import { addDays, Day } from '#schema/day.ts'
import { PermilleError } from '#schema/error.ts'
import type { Note } from '#schema/note.ts'
import type { ProjectTest } from '#schema/project-test.ts'
import { writeCount } from '#schema/write-count.ts'
import { answerNotes } from './answer-parts.ts'
import { declaredTests, findTest } from './declared-tests.ts'
import { earlierTestsOf } from './earlier-tests-of.ts'
import { DecisionMaturityInput, listOf, Sample } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { presentTest } from './present-test.ts'
import { readDeclaredTest } from './read-declared-test.ts'

function onlyOne(ids: readonly string[]): string {
  const [id] = ids
  if (id !== undefined && ids.length === 1) return id
  throw new PermilleError('usage', 'name one test', {
    remedy: 'permille test show NAME; see them with permille test list',
  })
}

/** Days after the newest complete one, which are left out until they are whole. */
function incompleteNote(state: TestState, on: Day | null, { catalogue }: MetricContext): Note[] {
  const { newestDay, newestCompleteDay } = catalogue
  if (state.status !== 'running' || newestDay === null || newestCompleteDay === null) return []
  const wanted = on ?? newestDay
  if (wanted <= newestCompleteDay) return []
  const message = `Days after ${newestCompleteDay} are not complete and are left out.`
  return [{ code: 'incomplete_days_left_out', severity: 'info', message }]
}

function changeOf(before: number, after: number): string {
  if (before === after) return 'unchanged'
  if (before === 0) return `from 0 to ${writeCount(Math.round(after))}`
  return `${after > before ? '+' : '−'}${(100 * Math.abs(after / before - 1)).toFixed(1)} %`
}

/** Whether days of a past reading were changed by files that came later. */
async function restatedNote(
  on: Day | null,
  { state, reading }: { state: TestState; reading: ProjectTestReading },
  context: MetricContext,
): Promise<Note[]> {
  if (on === null || state.countedTo === null) return []
  const days = await readRestatedDays(
    {
      by: state.by,
      keys: reading.arms.flatMap(({ keys }) => keys),
      event: state.event,
      from: state.start,
      to: state.countedTo,
      since: addDays(on, 1),
    },
    context.warehouse,
  )
  if (days.length === 0) return []
  const sum = (side: 'before' | 'after', field: 'impressions' | 'conversions') =>
    days.reduce((total, day) => total + day[side][field], 0)
  const impressions = changeOf(sum('before', 'impressions'), sum('after', 'impressions'))
  const conversions = changeOf(sum('before', 'conversions'), sum('after', 'conversions'))
  return [
    {
      code: 'restated_days',
      severity: 'warning',
      message: `Later files changed ${days.length} of these days (impressions ${impressions}, conversions ${conversions}); read on ${on}, the test looked different.`,
    },
  ]
}

function planOf(test: ProjectTest, strata: readonly string[]): TestShowAnswer['plan'] {
  const { lift, smallestEffect, alpha, power, minimumDays, explorationDays, where } = test
  const filters = [...where]
  return { lift, smallestEffect, alpha, power, minimumDays, explorationDays, strata: [...strata], filters }
}

export const testShow = defineOperation({
  name: 'test-show',
  command: 'test show',
  summary: 'Read one declared test, today or as it stood on a past day',
  description:
    'Reads a test declared in permille.yaml: counts and rates of its arms, the ratio to the control with bounds that hold at every look, e-values, the probability of being best, what choosing an arm would cost, the split as designed and delivered, advice for tomorrow’s split, health checks, and a verdict with reasons. With --on only days up to that one are used.',
  examples: ['test show hook', 'test show hook --on 2026-09-14'],
  kind: 'question',
  plainArguments: 'id',
  input: z.object({
    id: listOf(z.string()).meta({ description: 'name of the test in permille.yaml' }),
    on: Day.optional().meta({ description: 'read it as of this day, YYYY-MM-DD' }),
    maturity: DecisionMaturityInput,
    sample: Sample.optional(),
  }),
  output: TestShowAnswer,
  async run(project, input) {
    const id = onlyOne(input.id)
    const { on = null } = input
    const store = await project.store(input.sample)
    const context = await store.metricContext()
    const declared = await declaredTests(project, store)
    const test = findTest(id, declared)
    const { maturity } = input
    const earlierTests = earlierTestsOf(declared, { on, maturity }, context)
    const { state, reading } = await readDeclaredTest(id, test, { on, maturity, earlierTests }, context)
    const freshness = await store.freshness(context)
    const plan = planOf(test, reading?.strata ?? ['network', ...test.strata])
    if (reading === null)
      return {
        on,
        state,
        plan,
        dispersion: null,
        spread: null,
        arms: [],
        sampleRatio: null,
        checks: [],
        mayWin: test.design !== 'observational',
        cheapToStop: false,
        history: [],
        notes: [],
        sql: [],
        freshness,
      }
    return {
      on,
      state,
      plan,
      dispersion: reading.dispersion,
      spread: reading.spread,
      arms: [...reading.arms],
      sampleRatio: reading.sampleRatio,
      checks: [...reading.checks],
      mayWin: reading.mayWin,
      cheapToStop: reading.cheapToStop,
      history: reading.history,
      notes: [
        ...answerNotes(reading.answer, context, freshness),
        ...incompleteNote(state, on, context),
        ...(await restatedNote(on, { state, reading }, context)),
        ...reading.notes,
      ],
      sql: [reading.answer.sql],
      freshness,
    }
  },
  present: presentTest,
})
