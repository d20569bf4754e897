import { z } from 'zod'
import { gatherEvidence } from '#analyses/evidence/gather-evidence.ts'
import { rankObjects } from '#analyses/ranking/rank-objects.ts'
import { RankAnswer } from '#schema/answer/rank-answer.ts'
import { answerNotes, resolvedQuestion } from './answer-parts.ts'
import { askedObjects } from './asked-objects.ts'
import { firstRowsNote } from './first-rows-note.ts'
import { DecisionMaturityInput, EventInput, PageInputs, pageOf, RangeInputs } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { presentRanking } from './present-ranking.ts'
import { RankSort, sortRanking } from './rank-sort.ts'
import { rankedPlace, rankTargets } from './rank-targets.ts'
import { strataDimensions } from './strata-dimensions.ts'

export const rank = defineOperation({
  name: 'rank',
  summary: 'Rank creatives, or anything else, by conversions per impression',
  description:
    'Orders creatives, ads, campaigns, networks, countries or any dimension by what their conversions per impression are worth believing: with intervals, shrinkage, the probability of being best and a decision with reasons.',
  examples: [
    'rank',
    'rank --by network --last 28d',
    'rank --sort -spend --limit 20',
    'rank --event purchase --where "network = meta" --min-impressions 10000',
  ],
  kind: 'question',
  input: z.object({
    by: z
      .string()
      .optional()
      .meta({ description: 'what to rank: creative (default), ad, campaign, network, country, tag.NAME …' }),
    event: EventInput,
    ...RangeInputs,
    maturity: DecisionMaturityInput,
    minImpressions: z.coerce
      .number()
      .min(0)
      .default(0)
      .meta({ description: 'leave out what was shown less often' }),
    adjust: z.string().default('mix').meta({
      description:
        'compare on one mix of places (mix), by these of app, os, country and format alone, or plain rates (none)',
    }),
    sort: RankSort.meta({
      description:
        'order of the rows: evidence (default), name, impressions, conversions, spend, ipm …; - in front for largest first',
    }),
    ...PageInputs,
  }),
  output: RankAnswer,
  async run(project, input) {
    const store = await project.store(input.sample)
    const context = await store.metricContext()
    const { question, notes: askedNotes } = askedObjects(input, context, 'rank')
    const { by, event } = question
    const evidence = await gatherEvidence(question, context)
    const options = {
      minImpressions: input.minImpressions,
      currency: context.currency,
      strata: strataDimensions(input.adjust),
      targets: rankTargets(store, event, context),
      place: rankedPlace(by, question.where, context),
    }
    const { sql, ...ranked } = await rankObjects(question, evidence, options, context)
    const { answer } = evidence
    const freshness = await store.freshness(context)
    return {
      question: {
        ...resolvedQuestion(answer, context),
        metric: event === 'install' ? 'ipm' : 'conversions_per_mille',
        event,
        by,
        minImpressions: input.minImpressions,
        order: input.sort,
      },
      ...ranked,
      rows: pageOf(sortRanking(ranked.rows, input.sort), input).map((row) => ({
        ...row,
        networks: row.networks.toSorted(),
      })),
      notes: [
        ...answerNotes(answer, context, freshness),
        ...askedNotes,
        ...ranked.notes,
        ...firstRowsNote(ranked.rows.length, input.limit),
      ],
      sql: [...evidence.sql, ...sql],
      freshness,
    }
  },
  present: presentRanking,
})
