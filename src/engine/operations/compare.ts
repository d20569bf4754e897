import { z } from 'zod'
import { compareObjects } from '#analyses/comparison/compare-objects.ts'
import { gatherEvidence } from '#analyses/evidence/gather-evidence.ts'
import { gatherStrata } from '#analyses/evidence/gather-strata.ts'
import { PLACE_DIMENSIONS } from '#analyses/evidence/place.ts'
import { rowTargets } from '#analyses/evidence/row-targets.ts'
import { CompareAnswer } from '#schema/answer/compare-answer.ts'
import { PermilleError } from '#schema/error.ts'
import { answerNotes, resolvedQuestion } from './answer-parts.ts'
import { askedObjects } from './asked-objects.ts'
import { findObjects } from './find-objects.ts'
import { DecisionMaturityInput, EventInput, listOf, RangeInputs } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { presentComparison } from './present-comparison.ts'
import { rankedPlace, rankTargets } from './rank-targets.ts'
import { Margin } from './test-inputs.ts'

const MOST_OBJECTS = 20

export const compare = defineOperation({
  name: 'compare',
  summary: 'Compare creatives, or anything else, with like compared with like',
  description:
    'Compares objects in pairs over the networks, systems, countries and formats both ran in: the ratio of their rates with its interval, the probability that one is better, whether the plain rates mislead, and how much evidence is still needed. Objects are named by key, name or id.',
  examples: [
    'compare "Hook A" "Hook B"',
    'compare meta applovin unity_ads --by network --last 28d',
    'compare "Hook A" "Hook B" --event purchase --where "country = US"',
  ],
  kind: 'question',
  plainArguments: 'objects',
  input: z.object({
    objects: listOf(z.string()).meta({ description: 'two or more objects, by key, name or id' }),
    by: z
      .string()
      .optional()
      .meta({ description: 'what they are: creative (default), ad, campaign, network, country …' }),
    event: EventInput,
    ...RangeInputs,
    maturity: DecisionMaturityInput,
    margin: Margin.default(0.1).meta({
      description: 'how much worse still counts as no worse, as 10% or 0.1',
    }),
  }),
  output: CompareAnswer,
  async run(project, input) {
    const named = input.objects.length
    if (named < 2 || named > MOST_OBJECTS) {
      throw new PermilleError('usage', `compare takes 2 to ${MOST_OBJECTS} objects, not ${named}`, {
        remedy: 'permille compare "Hook A" "Hook B"',
      })
    }
    const store = await project.store(input.sample)
    const context = await store.metricContext()
    const { question, notes: askedNotes } = askedObjects(input, context, 'compare')
    const { by, event } = question
    const { objects: known, answer } = await gatherEvidence(question, context)
    const objects = await findObjects(input.objects, known, question, context)
    const keys = objects.map(({ key }) => key)
    const strata = await gatherStrata(question, objects, answer.plan.range, context, {
      dimensions: PLACE_DIMENSIONS,
      keys,
    })
    const targets = rowTargets(
      objects,
      rankTargets(store, event, context),
      rankedPlace(by, question.where, context),
    )
    const compared = compareObjects(objects, strata, event, {
      targets: targets.of,
      margin: input.margin,
    })
    const freshness = await store.freshness(context)
    return {
      question: {
        ...resolvedQuestion(answer, context),
        event,
        by,
        strata: [...strata.dimensions],
        margin: input.margin,
      },
      ...compared,
      notes: [...answerNotes(answer, context, freshness), ...askedNotes, ...compared.notes],
      sql: [answer.sql, ...strata.sql],
      freshness,
    }
  },
  present: presentComparison,
})
