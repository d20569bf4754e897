import { z } from 'zod'
import { DecisionsAnswer } from '#schema/answer/decisions-answer.ts'
import { DecisionDays } from './decision-parts.ts'
import { Sample } from './inputs.ts'
import { judgedDecisions } from './judged-decisions.ts'
import { defineOperation } from './operation.ts'
import { presentDecisions } from './present-decisions.ts'

export const decisions = defineOperation({
  name: 'decisions',
  summary: 'What was suggested, what was done, and whether it held',
  description:
    'Lists the suggestions that were written down, what was done about each (as entered, else read from how its share of the money moved), and whether the days after it alone say the same. The advice itself is scored: the share that held, and the probability claimed beside the one seen.',
  examples: ['decisions', 'decisions --days 28'],
  kind: 'question',
  isMomentary: true,
  input: z.object({ days: DecisionDays, sample: Sample.optional() }),
  output: DecisionsAnswer,
  run: (project, { days, sample }) => judgedDecisions(project, { days, sample }),
  present: presentDecisions,
})
