import { z } from 'zod'
import { askedRate } from '#analyses/elements/asked-rate.ts'
import { askedElements } from '#analyses/elements/known-elements.ts'
import { readElementsOf } from '#analyses/elements/read-elements-of.ts'
import { writeBrief } from '#analyses/elements/write-brief.ts'
import { ElementsAnswer } from '#schema/answer/elements-answer.ts'
import { answerNotes, resolvedQuestion } from './answer-parts.ts'
import { askedObjects } from './asked-objects.ts'
import { DecisionMaturityInput, EventInput, listOf, RangeInputs } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { presentElements } from './present-elements.ts'

function listed(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.split(',')).flatMap((name) => name.trim() || [])
}

export const elements = defineOperation({
  name: 'elements',
  summary: 'What goes with the elements of creatives: hooks, lengths, formats, any part of a name or tag',
  description:
    'Reads which elements of creatives go with a higher or lower rate, each with all others held apart: effect with interval, q-value, number of creatives that carry it, and what cannot be told apart. The creative is the unit, however often it was shown, and places are held apart as in a ranking. Also by network or country, what clear winners share that clear losers lack, and combinations nobody ran yet. Elements are observed, not assigned: effects are what goes with them.',
  examples: [
    'elements',
    'elements hook length --metric ctr --last 90d',
    'elements --metric arpi_d7 --where "network = meta"',
    'elements --per network --json',
    'elements --brief md',
  ],
  kind: 'question',
  plainArguments: 'element',
  input: z.object({
    element: listOf(z.string()).meta({
      description:
        'the elements: parts of names (naming in permille.yaml), tag.NAME or any dimension of a creative; all parts of names and tags by default',
    }),
    metric: z.string().optional().meta({
      description:
        'the rate: ipm (default), ctr, cvr, conversions_per_mille, or revenue such as arpi_d7; any rate of which more is better',
    }),
    event: EventInput,
    per: z.enum(['network', 'country']).optional().meta({
      description: 'read each of the largest networks or countries too, and how it differs from elsewhere',
    }),
    ...RangeInputs,
    maturity: DecisionMaturityInput,
    brief: z.enum(['md']).optional().meta({
      description: 'the evidence as a brief for a strategist, in Markdown (md)',
    }),
  }),
  output: ElementsAnswer,
  async run(project, input) {
    const store = await project.store(input.sample)
    const context = await store.metricContext()
    const { question, notes: askedNotes } = askedObjects(input, context, 'elements')
    const { by, event } = question
    const usual = event === 'install' ? 'ipm' : 'conversions_per_mille'
    const named = { ...context, names: { ...context.names, mainEvent: event } }
    const rate = askedRate(input.metric ?? usual, named)
    const names = askedElements(listed(input.element), context)
    const { evidence, notes, ...read } = await readElementsOf(
      { evidence: question, rate, elements: names, per: input.per ?? null },
      named,
    )
    const freshness = await store.freshness(context)
    const answer: ElementsAnswer = {
      question: {
        ...resolvedQuestion(evidence.answer, context),
        by,
        event,
        metric: rate.metric.name,
        label: rate.metric.label,
        elements: [...names],
        per: input.per ?? null,
      },
      ...read,
      brief: null,
      notes: [...answerNotes(evidence.answer, context, freshness), ...askedNotes, ...notes],
      freshness,
    }
    return input.brief === undefined ? answer : { ...answer, brief: writeBrief(answer) }
  },
  present: presentElements,
})
