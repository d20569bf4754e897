import { z } from 'zod'
import { readChange } from '#analyses/journal/read-change.ts'
import { JournalEffectAnswer } from '#schema/answer/journal-effect-answer.ts'
import { PermilleError } from '#schema/error.ts'
import { answerNotes, resolvedQuestion } from './answer-parts.ts'
import { askedFilters } from './asked-filters.ts'
import { countedEvent } from './counted-event.ts'
import { DecisionMaturityInput, EventInput, RangeInputs } from './inputs.ts'
import { describeScope, EntryNumber } from './journal-parts.ts'
import { defineOperation } from './operation.ts'
import { presentJournalEffect } from './present-journal-effect.ts'

const { where, segment, basis, sample } = RangeInputs

/** The reading in one or two sentences. */
function sentenceOf(
  {
    effect,
    entry,
    notComputed,
    changed,
  }: Pick<JournalEffectAnswer, 'effect' | 'entry' | 'notComputed' | 'changed'>,
  rate: string,
): string {
  const what = `${rate} of ${describeScope(entry.scope)}`
  if (effect === null)
    return `What it did to the ${what} cannot be told: ${notComputed.effect ?? 'nothing is known'}.`
  const percent = (ratio: number) => `${ratio < 1 ? '−' : '+'}${Math.abs(100 * (ratio - 1)).toFixed(1)} %`
  const range = `${percent(effect.low)} to ${percent(effect.high)}`
  const own = changed.ratio === null ? '' : ` By itself it moved ${percent(changed.ratio.estimate)}.`
  if (effect.low <= 1 && effect.high >= 1)
    return `No effect on the ${what} can be told from chance: ${percent(effect.estimate)} against the rest (${range}).${own}`
  return `The ${what} ${effect.estimate < 1 ? 'fell' : 'rose'} against the rest: ${percent(effect.estimate)} (${range}).${own}`
}

export const journalEffect = defineOperation({
  name: 'journal-effect',
  command: 'journal effect',
  summary: 'What a change of the journal did, held against what was not changed',
  description:
    'Compares rates before and after a change inside the same places, over the same of everything the change is not about: the difference of the differences, on the log scale, with over-dispersion. Immature days are left out. How far the two sides drifted apart before widens the interval. Observational, and labelled so.',
  examples: ['journal effect 1', 'journal effect 1 --days 7 --event purchase'],
  kind: 'question',
  isMomentary: true,
  plainArguments: 'number',
  input: z.object({
    number: EntryNumber,
    days: z.coerce
      .number()
      .int()
      .min(1)
      .max(90)
      .default(14)
      .meta({ description: 'days before, and as many after' }),
    event: EventInput,
    ...{ where, segment, basis, sample },
    maturity: DecisionMaturityInput,
  }),
  output: JournalEffectAnswer,
  async run(project, input) {
    const store = await project.store(input.sample)
    if (store !== project.own)
      throw new PermilleError('usage', 'the journal is of your own rows, and these are a sample', {
        remedy: 'leave out the sample; where there are no rows of your own yet, import them first',
      })
    const context = await store.metricContext()
    const counted = countedEvent(input.event, context)
    const { event } = counted
    const { answer, by, notes, ...read } = await readChange(
      project.journal.get(input.number),
      project.journal.all(),
      {
        event,
        where: askedFilters(input, context, 'journal effect'),
        ...(input.basis === undefined ? {} : { basis: input.basis }),
        maturity: input.maturity,
      },
      input.days,
      context,
    )
    const freshness = await store.freshness(context)
    return {
      question: { ...resolvedQuestion(answer, context), event, by: [...by], days: input.days },
      ...read,
      sentence: sentenceOf(read, event === 'install' ? 'IPM' : `${event} per mille`),
      notes: [...answerNotes(answer, context, freshness), ...counted.notes, ...notes],
      freshness,
    }
  },
  present: presentJournalEffect,
})
