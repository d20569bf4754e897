import type { Assumption, TestPlanAnswer } from '#schema/answer/test-plan-answer.ts'
import { formatDays } from '../../format/date.ts'
import { readerLocale } from '../../format/locale.ts'
import { formatChange, formatCount, formatWith } from '../../format/number.ts'
import { Facts } from '../../ui/facts.tsx'
import { Measure } from '../answer/measure.tsx'
import section from '../answer/section.module.css'
import { Notes } from '../provenance/notes.tsx'
import { PriceTable, READINGS } from './price-table.tsx'
import { SavePlan } from './save-plan.tsx'

const KINDS = ['fixedHorizon', 'declaredHorizon', 'peekSafe'] as const

export interface PlanAnswerProps {
  answer: TestPlanAnswer
  input: Readonly<Record<string, unknown>>
  stale: boolean
}

function describe({ value, from }: Assumption, digits = 2) {
  return (
    <>
      <Measure
        value={value}
        format={(one) => formatWith(one, { maximumFractionDigits: digits }, readerLocale())}
        reason={from}
      />{' '}
      <span className={section.quiet}>{from}</span>
    </>
  )
}

/** The price of a plan in each way to read it, what it rests on, and a way to declare it. */
export function PlanAnswer({ answer, input, stale }: PlanAnswerProps) {
  const { assumptions, question, atEnd, notComputed } = answer
  const prices = KINDS.flatMap((kind) => {
    const price = answer[kind]
    if (price === null) return []
    const { arms, impressions, spend, days } = price
    const perArm = Math.max(...arms.map(({ installs }) => installs))
    return [{ reading: READINGS[kind], perArm, impressions, spend, days }]
  })
  return (
    <div data-stale={stale} aria-busy={stale} className={section.columns}>
      <div>
        {prices.length > 0 ? (
          <PriceTable prices={prices} currency={answer.currency} notComputed={notComputed} />
        ) : (
          <p className={section.quiet}>
            {notComputed.fixedHorizon ?? 'The price cannot be told: write the IPM of the control.'}
          </p>
        )}
        {atEnd !== null && (
          <p className={section.quiet}>
            By the declared end, {formatCount(atEnd.days)} days, a lift of {formatChange(atEnd.lift)} can be
            found.
          </p>
        )}
        <Notes notes={answer.notes.filter(({ code }) => code !== 'sample')} />
        <SavePlan input={input} sample={answer.freshness.sample} />
      </div>
      <section aria-label="What it rests on">
        <h2>What it rests on</h2>
        <Facts
          facts={[
            ['IPM of the control', describe(assumptions.ipm)],
            ['CPM', describe(assumptions.cpm)],
            ['Impressions a day', describe(assumptions.dailyImpressions, 0)],
            ['Noise of days', describe(assumptions.dispersion)],
            ['Days', formatDays(question.start, question.end)],
            ['Compared inside each', ['day', 'network', ...question.strata].join(', ')],
            ['Runs at least', `${formatCount(question.minimumDays)} days`],
          ]}
        />
      </section>
    </div>
  )
}
