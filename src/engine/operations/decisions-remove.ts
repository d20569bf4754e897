import { z } from 'zod'
import { DecisionsAnswer } from '#schema/answer/decisions-answer.ts'
import { DecisionDays, DecisionNumber } from './decision-parts.ts'
import { Sample } from './inputs.ts'
import { judgedDecisions } from './judged-decisions.ts'
import { defineOperation } from './operation.ts'
import { presentDecisions } from './present-decisions.ts'

export const decisionsRemove = defineOperation({
  name: 'decisions-remove',
  command: 'decisions remove',
  summary: 'Take a suggestion out of the log',
  description: 'Takes out a suggestion that was written down by mistake; it is then in no score.',
  examples: ['decisions remove 3'],
  kind: 'change',
  plainArguments: 'number',
  input: z.object({ number: DecisionNumber, days: DecisionDays, sample: Sample.optional() }),
  output: DecisionsAnswer,
  async run(project, { number, days, sample }) {
    project.advice.remove(number)
    return judgedDecisions(project, { days, sample })
  },
  present: presentDecisions,
})
