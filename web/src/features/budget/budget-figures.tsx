import type { BudgetAnswer } from '#schema/answer/budget-answer.ts'
import { formatMoney } from '../../format/money.ts'
import { formatCount } from '../../format/number.ts'
import { capitalise, nameEvents } from '../../format/words.ts'
import { FigureStrip } from '../../ui/figure-strip.tsx'
import { Measure } from '../answer/measure.tsx'
import { EstimateText } from './estimate-text.tsx'

const whole = (value: number) => formatCount(Math.round(value))
const signed = (value: number) => `${Math.round(value) > 0 ? '+' : ''}${whole(value)}`

/** The plan as a whole: money, what is placed nowhere, and what to expect of the rest. */
export function BudgetFigures({ answer: { totals, currency, question } }: { answer: BudgetAnswer }) {
  const money = (value: number) => formatMoney(value, currency)
  const events = nameEvents(question.event)
  const { notComputed } = totals
  const amount = (name: 'spend' | 'planned' | 'unassigned') => (
    <Measure value={totals[name]} format={money} reason={notComputed[name]} />
  )
  const expected = (name: 'now' | 'after' | 'costAfter', format: (value: number) => string) => (
    <EstimateText value={totals[name]} format={format} reason={notComputed[name]} />
  )
  return (
    <FigureStrip
      label="The plan as a whole"
      figures={[
        { label: 'Spent', value: amount('spend') },
        { label: 'Planned', value: amount('planned') },
        { label: 'Placed nowhere', value: amount('unassigned') },
        { label: `${capitalise(events)} now`, value: expected('now', whole) },
        { label: `${capitalise(events)} then`, value: expected('after', whole) },
        {
          label: 'Change',
          value: <EstimateText value={totals.change} format={signed} reason={notComputed.change} />,
        },
        {
          label: 'Cost of one then',
          value: expected('costAfter', money),
          below: totals.costNow === null ? '' : `${money(totals.costNow.estimate)} now`,
        },
      ]}
    />
  )
}
