import { useMemo } from 'react'
import type { ExplainAnswer } from '#schema/answer/explain-answer.ts'
import { LazyWaterfallPlot } from '../../charts/lazy-waterfall-plot.tsx'
import type { WaterfallStep } from '../../charts/waterfall-steps.ts'
import { formatMoney } from '../../format/money.ts'
import { formatPerMille, formatShare } from '../../format/number.ts'
import { nameRate } from '../../format/words.ts'
import section from '../answer/section.module.css'
import { Notes } from '../provenance/notes.tsx'
import { costSteps, priceSteps, rateSteps, returnSteps } from './change-steps.ts'
import classes from './why-answer.module.css'
import { WhyContributors } from './why-contributors.tsx'

interface MoneySectionProps {
  title: string
  steps: readonly WaterfallStep[]
  format: (value: number) => string
  higherIsBetter: boolean
  reason: string | undefined
}

function MoneySection({ title, steps, format, higherIsBetter, reason }: MoneySectionProps) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {steps.length > 0 ? (
        <LazyWaterfallPlot
          steps={steps}
          format={format}
          higherIsBetter={higherIsBetter}
          label={`${title} before and after, and what changed it`}
        />
      ) : (
        <p className={section.quiet}>Not computed: {reason ?? 'nothing is known'}.</p>
      )}
    </section>
  )
}

export function WhyAnswer({ answer, stale }: { answer: ExplainAnswer; stale: boolean }) {
  const rates = useMemo(() => rateSteps(answer), [answer])
  const costs = useMemo(() => costSteps(answer), [answer])
  const prices = useMemo(() => priceSteps(answer), [answer])
  const returns = useMemo(() => returnSteps(answer), [answer])
  const { currency } = answer
  const money = useMemo(() => (value: number) => formatMoney(value, currency), [currency])
  const rate = nameRate(answer.question.event)
  const ranges = (
    [
      ['the cost of a conversion', answer.notComputed.costIntervals],
      ['the price of impressions', answer.notComputed.priceIntervals],
      ['revenue', answer.notComputed.roasIntervals],
    ] as const
  ).filter(([, reason]) => reason !== undefined)
  return (
    <div className={section.parts} data-stale={stale} aria-busy={stale}>
      <div>
        <p className={classes.sentence}>{answer.sentence}</p>
        <Notes notes={answer.notes.filter(({ code }) => code !== 'sample')} />
      </div>
      <div className={classes.charts}>
        {rates.length > 0 && (
          <section aria-label="Change of the rate">
            <h2>{rate}</h2>
            <LazyWaterfallPlot steps={rates} format={formatPerMille} label={answer.sentence} />
            <p className={section.quiet}>
              Thin lines: where each part lies at 95 %, by chance alone; for prices and revenue, by how days
              differ.
            </p>
          </section>
        )}
        <MoneySection
          title="Cost per conversion"
          steps={costs}
          format={money}
          higherIsBetter={false}
          reason={answer.notComputed.cost}
        />
        <MoneySection
          title="Cost of a thousand impressions"
          steps={prices}
          format={money}
          higherIsBetter={false}
          reason={answer.notComputed.price}
        />
        <MoneySection
          title={
            answer.roas?.day == null ? 'Revenue per spend' : `Revenue to day ${answer.roas.day} per spend`
          }
          steps={returns}
          format={formatShare}
          higherIsBetter
          reason={answer.notComputed.roas}
        />
        {ranges.map(([label, reason]) => (
          <p key={label} className={section.quiet}>
            No range of {label}: {reason}.
          </p>
        ))}
      </div>
      {answer.contributors.length > 0 && <WhyContributors answer={answer} />}
    </div>
  )
}
