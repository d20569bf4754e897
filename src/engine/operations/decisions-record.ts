import { z } from 'zod'
import { replacementsOf, suggestionsOf } from '#analyses/advice/suggestions-of.ts'
import { BudgetAnswer } from '#schema/answer/budget-answer.ts'
import { ADVICE, DecisionsAnswer } from '#schema/answer/decisions-answer.ts'
import { FatigueAnswer } from '#schema/answer/fatigue-answer.ts'
import { RankAnswer } from '#schema/answer/rank-answer.ts'
import { PermilleError } from '#schema/error.ts'
import { budget } from './budget.ts'
import { DecisionDays } from './decision-parts.ts'
import { fatigue } from './fatigue.ts'
import { EventInput, listOf, RangeInputs } from './inputs.ts'
import { judgedDecisions } from './judged-decisions.ts'
import { defineOperation } from './operation.ts'
import { presentDecisions } from './present-decisions.ts'
import { rank } from './rank.ts'

const { from, to, last, where, sample } = RangeInputs

export const decisionsRecord = defineOperation({
  name: 'decisions-record',
  command: 'decisions record',
  summary: 'Write down what is suggested now, to see later whether it held',
  description:
    'Asks a ranking, a budget plan or a reading of fatigue and writes down what it suggests, with the question, the day and the evidence: scale and sunset of a ranking; raise, cut and stop of a plan; replace of what wears out. The same suggestion about the same days is written down once.',
  examples: [
    'decisions record --last 28d',
    'decisions record --advice budget --by network --last 28d',
    'decisions record --advice fatigue',
  ],
  kind: 'change',
  input: z.object({
    advice: z
      .enum(ADVICE)
      .default('rank')
      .meta({ description: 'whose suggestions: a ranking’s, a budget plan’s, or those of fatigue' }),
    by: z
      .string()
      .optional()
      .meta({ description: 'what is decided on: creative (default), network, country …' }),
    event: EventInput,
    only: listOf(z.string()).meta({
      description: 'write down suggestions about these alone, by name or key',
    }),
    ...{ from, to, last, where, sample },
    days: DecisionDays,
  }),
  output: DecisionsAnswer,
  async run(project, { advice, only, days, ...asked }, context) {
    const ranked = RankAnswer.parse(await rank.run(project, asked, context))
    const planned = advice === 'budget' ? BudgetAnswer.parse(await budget.run(project, asked, context)) : null
    const worn = advice === 'fatigue' ? FatigueAnswer.parse(await fatigue.run(project, asked, context)) : null
    const wanted = only.map((name) => name.toLowerCase())
    const all =
      worn === null ? suggestionsOf(ranked, planned, asked.where) : replacementsOf(worn, ranked, asked.where)
    const suggested = all.filter(
      ({ key, name }) =>
        wanted.length === 0 || wanted.includes(key.toLowerCase()) || wanted.includes(name.toLowerCase()),
    )
    if (suggested.length === 0)
      throw new PermilleError('not_found', 'nothing is suggested in these days', {
        remedy: `see why with permille ${advice}`,
      })
    const store = await project.store(asked.sample)
    project.advice.record(suggested, (await store.freshness()).sampleLabel ?? '')
    return judgedDecisions(project, { days, sample: asked.sample })
  },
  present: presentDecisions,
})
