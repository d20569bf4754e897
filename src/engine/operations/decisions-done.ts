import { z } from 'zod'
import { DecisionsAnswer, DoneAction } from '#schema/answer/decisions-answer.ts'
import { DecisionDays, DecisionNumber } from './decision-parts.ts'
import { Sample } from './inputs.ts'
import { judgedDecisions } from './judged-decisions.ts'
import { defineOperation } from './operation.ts'
import { presentDecisions } from './present-decisions.ts'

export const decisionsDone = defineOperation({
  name: 'decisions-done',
  command: 'decisions done',
  summary: 'Say what was done about a suggestion',
  description:
    'Enters what was done, in the place of what delivery shows. Without --what it is read from delivery again.',
  examples: ['decisions done 3 --what raised --note "budget doubled on Tuesday"', 'decisions done 3'],
  kind: 'change',
  plainArguments: 'number',
  input: z.object({
    number: DecisionNumber,
    what: DoneAction.optional().meta({ description: 'what was done' }),
    note: z.string().trim().max(500).default('').meta({ description: 'how, in a few words' }),
    days: DecisionDays,
    sample: Sample.optional(),
  }),
  output: DecisionsAnswer,
  async run(project, { number, what, note, days, sample }) {
    project.advice.done(number, what === undefined ? null : { what, note })
    return judgedDecisions(project, { days, sample })
  },
  present: presentDecisions,
})
