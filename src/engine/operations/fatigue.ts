import { z } from 'zod'
import { gatherSeries } from '#analyses/fatigue/gather-series.ts'
import { groupSeries } from '#analyses/fatigue/group-series.ts'
import { readSeries } from '#analyses/fatigue/read-series.ts'
import { FatigueAnswer, FatigueState } from '#schema/answer/fatigue-answer.ts'
import { readSeriesFile } from '../series-file.ts'
import { answerNotes, resolvedQuestion } from './answer-parts.ts'
import { askedObjects } from './asked-objects.ts'
import { firstRowsNote } from './first-rows-note.ts'
import { givenFile } from './given-file.ts'
import {
  DecisionMaturityInput,
  EventInput,
  listOf,
  PageInputs,
  Pairs,
  pageOf,
  RangeInputs,
} from './inputs.ts'
import { defineOperation, type OperationContext } from './operation.ts'
import { presentFatigue } from './present-fatigue.ts'
import { explorationDays } from './test-inputs.ts'

const GIVEN = {
  missing: 'name the table of series',
  remedy: 'permille fatigue --series FILE.csv; over HTTP upload it and pass its id in uploads',
}

const Input = z.object({
  series: z.string().optional().meta({
    description:
      'a table of days instead of the project: creative, date, impressions, conversions, and where there are any stratum, network, clicks, spend',
  }),
  uploads: listOf(z.string()).meta({ description: 'id of the uploaded table (HTTP)' }),
  map: Pairs.meta({
    description:
      'which column of the table is meant, FIELD=HEADER; fields are creative, date, impressions, conversions, stratum, network, clicks, spend',
  }),
  dateOrder: z
    .enum(['dmy', 'mdy'])
    .optional()
    .meta({ description: 'order of day and month where the dates of the table leave it open' }),
  by: z
    .string()
    .optional()
    .meta({ description: 'what to watch: creative (default), ad, campaign, tag.NAME …' }),
  event: EventInput,
  ...RangeInputs,
  maturity: DecisionMaturityInput,
  exploration: explorationDays('creative'),
  state: listOf(FatigueState).meta({
    description: 'only what is exhausted, fatiguing, stable, fresh or not_enough_data',
  }),
  ...PageInputs,
})
type Input = z.output<typeof Input>

/** The series in one of the states asked for; all where none is. */
function inStates(series: FatigueAnswer['series'], { state }: Pick<Input, 'state'>): FatigueAnswer['series'] {
  return state.length === 0 ? series : series.filter((own) => state.includes(own.state))
}

/** What wears out in a bare table. */
async function watchFile(
  { series: path, uploads, map, dateOrder, exploration, state, ...page }: Input,
  context: OperationContext,
): Promise<FatigueAnswer> {
  const file = await readSeriesFile(await givenFile(GIVEN, path, uploads, context), {
    map,
    ...(dateOrder === undefined ? {} : { dateOrder }),
  })
  const { objects, notes } = groupSeries(file.rows)
  const read = await readSeries(objects, { explorationDays: exploration })
  return {
    currency: null,
    series: pageOf(inStates(read.series, { state }), page),
    refresh: read.refresh,
    notes: [...file.notes, ...notes, ...read.notes],
    sql: [],
  }
}

export const fatigue = defineOperation({
  name: 'fatigue',
  summary: 'Which creatives wear out, since when, and what that costs',
  description:
    'Holds every creative against the others of its places, day by day, so that seasons, trends of the account and shifts of the mix are no fatigue: state, day of the change, how much of the rate is lost, installs and money lost since, whether clicks or installs per click fell; and a queue of what to replace first, by what the next two weeks would lose. A healthy creative raises an alarm within 90 days in at most 5 % of cases. Works on a project, and with --series on a bare table of days.',
  examples: [
    'fatigue',
    'fatigue --by creative --last 90d --where "network = meta"',
    'fatigue --state exhausted --state fatiguing',
    'fatigue --series days.csv --json',
    'fatigue --series days.csv --map creative=ad_name --map conversions=installs',
  ],
  kind: 'question',
  files: { paths: 'series', uploads: 'uploads' },
  input: Input,
  output: FatigueAnswer,
  async run(project, input) {
    const store = await project.store(input.sample)
    const context = await store.metricContext()
    const { question, notes: askedNotes } = askedObjects(input, context, 'fatigue')
    const { by, event } = question
    const { objects, answer, sql } = await gatherSeries(question, context)
    const read = await readSeries(objects, { explorationDays: input.exploration })
    const series = inStates(read.series, input)
    const freshness = await store.freshness(context)
    return {
      question: { ...resolvedQuestion(answer, context), by, event },
      currency: context.currency,
      series: pageOf(series, input),
      refresh: read.refresh,
      notes: [
        ...answerNotes(answer, context, freshness),
        ...askedNotes,
        ...read.notes,
        ...firstRowsNote(series.length, input.limit),
      ],
      sql: [...sql],
      freshness,
    }
  },
  runAlone(input, context) {
    return input.series === undefined && input.uploads.length === 0 ? null : watchFile(input, context)
  },
  present: presentFatigue,
})
