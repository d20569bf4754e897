import { z } from 'zod'
import { gatherValue } from '#analyses/value/gather-value.ts'
import { valueObjects } from '#analyses/value/value-objects.ts'
import type { MetricContext } from '#metrics/index.ts'
import { ValueAnswer } from '#schema/answer/value-answer.ts'
import { answerNotes, resolvedQuestion } from './answer-parts.ts'
import { askedFilters } from './asked-filters.ts'
import { askedGrouping } from './asked-grouping.ts'
import { askedRange } from './asked-range.ts'
import { DecisionMaturityInput, RangeInputs } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { presentValue } from './present-value.ts'

const USUAL_DAY = 7
const RETENTION_DAYS = [1, 7]

/** Day 7 where its revenue is told, else the oldest told. */
function toldDay({ catalogue }: MetricContext): number {
  const days = catalogue.loads.flatMap(({ kinds }) =>
    kinds.flatMap(({ event, cohortDay }) => (event === 'revenue' && cohortDay !== null ? [cohortDay] : [])),
  )
  return days.length === 0 || days.includes(USUAL_DAY) ? USUAL_DAY : Math.max(...days)
}

export const value = defineOperation({
  name: 'value',
  summary: 'What a thousand impressions are worth: IPM × revenue per install',
  description:
    'Puts installs per thousand impressions and the worth of an install together, by creative or any dimension: each with its interval and drawn to what such objects are like by as much as it is uncertain, so that neither cheap installs nor one lucky payer win. Retention stands beside it.',
  examples: ['value', 'value --by network --day 30', 'value --by creative --where "country = US" --last 28d'],
  kind: 'question',
  input: z.object({
    by: z
      .string()
      .optional()
      .meta({ description: 'what to value: creative (default), ad, campaign, network, country, tag.NAME …' }),
    day: z.coerce.number().int().min(0).max(999).optional().meta({
      description: 'count revenue to this day after the install; 7 by default, else the oldest told',
    }),
    ...RangeInputs,
    maturity: DecisionMaturityInput,
    limit: z.coerce.number().int().positive().optional().meta({ description: 'first rows only' }),
  }),
  output: ValueAnswer,
  async run(project, input) {
    const store = await project.store(input.sample)
    const context = await store.metricContext()
    const grouping = askedGrouping(input.by, context)
    const day = input.day ?? toldDay(context)
    const question = {
      by: grouping.by,
      day,
      retentionDays: RETENTION_DAYS,
      where: askedFilters(input, context, 'value'),
      ...askedRange(input),
      maturity: input.maturity,
    }
    const { objects, answer } = await gatherValue(question, context)
    const { rows, typical } = await valueObjects(objects, RETENTION_DAYS)
    const freshness = await store.freshness(context)
    return {
      question: { ...resolvedQuestion(answer, context), by: grouping.by, day, order: 'evidence' },
      currency: context.currency,
      rows: rows.slice(0, input.limit),
      typical,
      notes: [...answerNotes(answer, context, freshness), ...grouping.notes],
      sql: [answer.sql],
      freshness,
    }
  },
  present: presentValue,
})
