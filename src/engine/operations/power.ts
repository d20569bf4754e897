import { z } from 'zod'
import { priceTest } from '#analyses/experiment/price-test.ts'
import { PowerAnswer, type TestPrice } from '#schema/answer/power-answer.ts'
import { PermilleError } from '#schema/error.ts'
import { defineStandaloneOperation } from './operation.ts'
import { formatNumber } from './presentation.ts'
import { Alpha, Lift, positiveNumber } from './test-inputs.ts'

const MOST_ARMS = 1000

function row(label: string, price: TestPrice): readonly string[] {
  return [
    label,
    formatNumber(price.installsPerArm),
    formatNumber(price.impressionsPerArm),
    formatNumber(price.impressions),
    formatNumber(price.spend, 2),
    formatNumber(price.days),
  ]
}

export const power = defineStandaloneOperation({
  name: 'power',
  summary: 'What a creative test costs before it is started',
  description:
    'Says how many installs and impressions each arm needs so that a lift is found with the wanted power, and what that costs in money and days: for a test read once, for one that may be read every day, and for one with declared looks. It needs no project.',
  examples: [
    'power --ipm 10 --lift 20%',
    'power --ipm 10 --lift 20% --arms 4 --cpm 8 --daily-impressions 50000 --dispersion 1.5',
  ],
  kind: 'question',
  input: z.object({
    ipm: positiveNumber('10')
      .max(1000, 'must be at most 1000: installs per thousand impressions')
      .meta({ description: 'installs per thousand impressions of the control' }),
    lift: Lift.meta({ description: 'smallest lift the test must find: 20% or 0.2' }),
    power: z.coerce
      .number({ error: 'write a number between 0 and 1, e.g. 0.8' })
      .gt(0, 'must be above 0')
      .lt(1, 'must be below 1')
      .default(0.8)
      .meta({ description: 'probability of finding that lift' }),
    alpha: Alpha,
    arms: z.coerce
      .number({ error: 'write a whole number, e.g. 2' })
      .int('must be a whole number')
      .min(2, 'must be at least 2: the control is one of them')
      .max(MOST_ARMS, `must be at most ${MOST_ARMS}`)
      .default(2)
      .meta({ description: 'arms, the control among them' }),
    dispersion: z.coerce
      .number({ error: 'write a number of at least 1, e.g. 1.5' })
      .min(1, 'must be at least 1')
      .max(1000, 'must be at most 1000')
      .default(1)
      .meta({ description: 'variance of daily installs beyond chance; 1 is chance alone' }),
    cpm: positiveNumber('8')
      .optional()
      .meta({ description: 'price of a thousand impressions, for the spend' }),
    dailyImpressions: positiveNumber('50000')
      .optional()
      .meta({ description: 'impressions of all arms together in a day, for the days' }),
  }),
  output: PowerAnswer,
  async run({ cpm = null, dailyImpressions = null, ...asked }) {
    if (asked.power <= asked.alpha) {
      throw new PermilleError('usage', 'power: the power must be above the error rate', {
        remedy: 'ask for example for --power 0.8 --alpha 0.05',
      })
    }
    const answer = priceTest({ ...asked, cpm, dailyImpressions })
    if (!Number.isSafeInteger(answer.peekSafe.impressions)) {
      throw new PermilleError('usage', 'power: no test of any size finds that', {
        remedy: 'ask for a larger lift or IPM',
      })
    }
    return answer
  },
  present: ({ question, fixedHorizon, peekSafe, declaredHorizon, notes }) => [
    {
      kind: 'text',
      text: `To find a lift of ${formatNumber(question.lift * 100, 1)} % over IPM ${question.ipm} with ${question.arms} arms, ${formatNumber(question.power * 100)} % power and an error rate of ${question.alpha}:`,
    },
    {
      kind: 'table',
      columns: [
        { label: 'Read', align: 'left' },
        { label: 'Installs per arm', align: 'right' },
        { label: 'Impressions per arm', align: 'right' },
        { label: 'Impressions', align: 'right' },
        { label: 'Spend', align: 'right' },
        { label: 'Days', align: 'right' },
      ],
      rows: [
        row('once, at its end', fixedHorizon),
        row('at declared looks', declaredHorizon),
        row('whenever you like', peekSafe),
      ],
    },
    { kind: 'notes', notes },
  ],
})
