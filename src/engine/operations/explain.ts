import { z } from 'zod'
import { explainSides } from '#analyses/explain/explain-sides.ts'
import { gatherSides } from '#analyses/explain/gather-sides.ts'
import type { Versus } from '#analyses/explain/versus.ts'
import { formatFilter, type MetricContext, readFilters } from '#metrics/index.ts'
import { ExplainAnswer } from '#schema/answer/explain-answer.ts'
import { PermilleError } from '#schema/error.ts'
import { answerNotes, resolvedQuestion } from './answer-parts.ts'
import { askedFilters } from './asked-filters.ts'
import { askedRange } from './asked-range.ts'
import { countedEvent } from './counted-event.ts'
import { DecisionMaturityInput, EventInput, listOf, oneOf, RangeInputs } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { presentExplanation } from './present-explanation.ts'

function versusOf(groups: readonly string[], compare: string, { names }: MetricContext): Versus {
  const read = groups.map((text) => {
    const where = readFilters([text], names, 'explain')
    return { label: where.map(formatFilter).join(' and '), where }
  })
  const [first, second] = read
  if (groups.length === 0) return { kind: 'periods', compare }
  if (first === undefined || second === undefined || groups.length > 2) {
    throw new PermilleError('usage', `two groups are compared, not ${groups.length}`, {
      remedy: 'permille explain --group "network = meta" --group "network = tiktok"',
    })
  }
  return { kind: 'groups', first, second }
}

export const explain = defineOperation({
  name: 'explain',
  alias: 'why',
  summary: 'Why IPM, cost, eCPM or ROAS changed: mix, clicks, conversions per click, price',
  description:
    'Splits the change of conversions per impression between two periods, or the difference of two groups, into parts that add up exactly: other places got the impressions (mix), clicks per impression, conversions per click, and conversions without a known click; for the cost of a conversion also the price of impressions; the price of a thousand impressions into mix and prices inside places; revenue per unit of spend into all of these and the revenue of an install. Parts of the rate with their interval, the places that contributed most, and one sentence.',
  examples: [
    'explain --last 7d',
    'explain --last 28d --compare weekdays --where "app = Idle Siege"',
    'explain --from 2026-10-01 --to 2026-10-14 --compare 2026-09-01..2026-09-14 --by country,creative',
    'explain --last 28d --group "network = meta" --group "network = tiktok"',
  ],
  kind: 'question',
  input: z.object({
    compare: oneOf(z.string()).default('previous').meta({
      description: 'compare with previous, weekdays (same weekdays before) or FROM..TO',
    }),
    group: listOf(z.string()).meta({
      description:
        'the two groups to compare instead of periods, each as a filter: "network = meta"; given twice',
    }),
    by: oneOf(z.string()).optional().meta({
      description:
        'what places are told apart by, comma-separated; network, app, os, country and format by default, as far as the reports tell them',
    }),
    event: EventInput,
    ...RangeInputs,
    maturity: DecisionMaturityInput,
  }),
  output: ExplainAnswer,
  async run(project, input) {
    const store = await project.store(input.sample)
    const context = await store.metricContext()
    const counted = countedEvent(input.event, context)
    const { event } = counted
    const versus = versusOf(input.group, input.compare, context)
    const question = {
      event,
      where: askedFilters(input, context, 'explain'),
      ...askedRange(input),
      maturity: input.maturity,
    }
    const by = input.by?.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()])) ?? null
    const sides = await gatherSides(question, versus, by, context)
    const { notes, ...explained } = await explainSides(
      sides,
      event.replace(/^(?:event|unique)\./, ''),
      event === 'install' ? 'IPM' : 'Conversions per mille',
    )
    const freshness = await store.freshness(context)
    return {
      question: {
        ...resolvedQuestion(sides.answer, context),
        event,
        by: [...sides.dimensions],
        kind: versus.kind,
      },
      currency: context.currency,
      ...explained,
      notes: [...answerNotes(sides.answer, context, freshness), ...counted.notes, ...notes],
      sql: [...sides.sql],
      freshness,
    }
  },
  present: presentExplanation,
})
