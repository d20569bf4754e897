import { z } from 'zod'
import { conversionField } from '#analyses/evidence/gather-evidence.ts'
import { answerMatches } from '#metrics/index.ts'
import { MatchesAnswer } from '#schema/answer/matches-answer.ts'
import type { Note } from '#schema/note.ts'
import { answerNotes, resolvedQuestion } from './answer-parts.ts'
import { askedFilters } from './asked-filters.ts'
import { askedRange } from './asked-range.ts'
import { countedEvent } from './counted-event.ts'
import { RangeInputs } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { presentMatches } from './present-matches.ts'

const { basis: _basis, ...Range } = RangeInputs

export const matches = defineOperation({
  name: 'matches',
  summary: 'How many conversions of MMPs match what the networks delivered',
  description:
    'For each network, app and level (network, app, campaign, ad group, ad, creative): how many conversions of the MMP or of your own tables fall on something the network delivered, by which rule, which names do not, and what to do.',
  examples: ['matches', 'matches --last 28d --where "network = meta"', 'matches --event purchase'],
  kind: 'question',
  input: z.object({
    event: z
      .string()
      .optional()
      .meta({ description: 'conversion to match; the project’s main event by default' }),
    ...Range,
  }),
  output: MatchesAnswer,
  async run(project, input) {
    const store = await project.store(input.sample)
    const context = await store.metricContext()
    const counted = countedEvent(input.event, context)
    const { rows, delivery, threshold, apps } = await answerMatches(
      {
        field: conversionField(counted.event),
        where: askedFilters(input, context, 'matches'),
        ...askedRange(input),
      },
      context,
    )
    const freshness = await store.freshness(context)
    const notes: Note[] = [...answerNotes(delivery, context, freshness), ...counted.notes]
    if (rows.length === 0)
      notes.push({
        code: 'nothing_to_match',
        severity: 'info',
        message: `No MMP’s or own ${counted.event} of a network is known here, so there is nothing to match.`,
      })
    return {
      question: { ...resolvedQuestion(delivery, context), event: counted.event },
      rows: [...rows],
      apps,
      threshold,
      notes,
      freshness,
    }
  },
  present: presentMatches,
})
