import { z } from 'zod'
import { assumePrice } from '#analyses/budget/assume-price.ts'
import { observePrices } from '#analyses/budget/observe-prices.ts'
import { planShifts } from '#analyses/budget/plan-shifts.ts'
import { gatherEvidence } from '#analyses/evidence/gather-evidence.ts'
import { rankObjects } from '#analyses/ranking/rank-objects.ts'
import { BudgetAnswer } from '#schema/answer/budget-answer.ts'
import { PermilleError } from '#schema/error.ts'
import { answerNotes, resolvedQuestion } from './answer-parts.ts'
import { askedObjects } from './asked-objects.ts'
import { findObjects } from './find-objects.ts'
import { firstRowsNote } from './first-rows-note.ts'
import { AmountPairs, DecisionMaturityInput, EventInput, PageInputs, pageOf, RangeInputs } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { presentBudget } from './present-budget.ts'
import { rankedPlace, rankTargets } from './rank-targets.ts'
import { strataDimensions } from './strata-dimensions.ts'
import { positiveNumber } from './test-inputs.ts'

/** An amount of money as people write it after `NAME=`. */
function amountOf(name: string, text: string): number {
  const amount = text.trim() === '' ? Number.NaN : Number(text)
  if (amount >= 0 && amount < Infinity) return amount
  throw new PermilleError('usage', `${text === '' ? 'nothing' : text} is no amount for ${name}`, {
    remedy: 'write --set NAME=AMOUNT with a number of at least 0, e.g. --set "Pirate duel=250.50"',
  })
}

export const budget = defineOperation({
  name: 'budget',
  summary: 'Where money should move, and what to expect of it',
  description:
    'Suggests shifts of spend between creatives, networks, countries or any dimension from the decisions of a ranking and the cost of a conversion: at most doubled in one step, nothing raised that is not surely cheaper, nothing still tested cut below a floor, nothing moved without enough data. Says the conversions and the cost of each to expect, with intervals, at the price response observed from day to day, else at equal cost per impression. Another total, and amounts of your own, can be tried.',
  examples: [
    'budget --last 28d',
    'budget --by network --last 28d',
    'budget --last 14d --total 20000 --price equal',
    'budget --set "Kraken attack 15s=1500" --set "Calm fishing 30s=0"',
  ],
  kind: 'question',
  input: z.object({
    by: z.string().optional().meta({
      description:
        'between what to move money: creative (default), ad, campaign, network, country, tag.NAME …',
    }),
    event: EventInput,
    total: positiveNumber('20000').optional().meta({
      description: 'money to plan for as many days as asked about; what was spent in them by default',
    }),
    set: AmountPairs.meta({ description: 'what if NAME had AMOUNT: the rest is planned around it' }),
    floor: z.coerce
      .number({ error: 'write a share between 0 and 1, e.g. 0.01' })
      .min(0, 'must be at least 0')
      .max(1, 'must be at most 1')
      .optional()
      .meta({
        description:
          'share of the total that whatever is still tested keeps; a quarter of an equal share by default',
      }),
    price: z.enum(['observed', 'equal']).default('observed').meta({
      description:
        'what impressions cost when more or fewer are bought: as observed from day to day (equal where that cannot be read), or equal',
    }),
    ...RangeInputs,
    maturity: DecisionMaturityInput,
    adjust: z.string().default('mix').meta({
      description:
        'decide on one mix of places (mix), by these of app, os, country and format alone, or by plain rates (none)',
    }),
    ...PageInputs,
  }),
  output: BudgetAnswer,
  async run(project, input) {
    const store = await project.store(input.sample)
    const context = await store.metricContext()
    const { question, notes: askedNotes } = askedObjects(input, context, 'budget')
    const { by, event } = question
    const evidence = await gatherEvidence(question, context)
    const asked = Object.entries(input.set).map(([name, text]) => [name, amountOf(name, text)] as const)
    const objects = await findObjects(
      asked.map(([name]) => name),
      evidence.objects,
      question,
      context,
    )
    const moneyless = objects.find(({ spend }) => !(spend !== null && spend > 0))
    if (moneyless !== undefined)
      throw new PermilleError('usage', `${moneyless.name} spent nothing in this range`, {
        remedy: 'set amounts of what has spent: what a thousand impressions cost is not known otherwise',
      })
    const set = new Map(objects.map(({ key }, index) => [key, asked[index]?.[1] ?? 0]))
    const ranked = await rankObjects(
      question,
      evidence,
      {
        minImpressions: 0,
        currency: context.currency,
        strata: strataDimensions(input.adjust),
        targets: rankTargets(store, event, context),
        place: rankedPlace(by, question.where, context),
      },
      context,
    )
    const total = input.total ?? null
    const floor = input.floor ?? null
    const observed = await observePrices(evidence.answer, context)
    const { plan, price, assumption } = assumePrice(observed.price, input.price === 'equal')
    const planned = planShifts(ranked.rows, { total, floor, set, price: plan })
    const freshness = await store.freshness(context)
    return {
      question: {
        ...resolvedQuestion(evidence.answer, context),
        event,
        by,
        total,
        floor,
        set: Object.fromEntries(set),
      },
      currency: context.currency,
      ...planned,
      rows: pageOf(planned.rows, input),
      price,
      assumption,
      notes: [
        ...answerNotes(evidence.answer, context, freshness),
        ...askedNotes,
        // What is assumed of prices is said by `assumption`.
        ...ranked.notes.filter(({ code }) => code !== 'equal_cpm'),
        ...planned.notes,
        ...firstRowsNote(planned.rows.length, input.limit),
      ],
      sql: [...evidence.sql, ...ranked.sql, ...observed.sql],
      freshness,
    }
  },
  present: presentBudget,
})
