import { useMemo } from 'react'
import type { ExplainAnswer } from '#schema/answer/explain-answer.ts'
import { LazyWaterfallPlot } from '../../charts/lazy-waterfall-plot.tsx'
import { formatMoney } from '../../format/money.ts'
import { formatPerMille } from '../../format/number.ts'
import { nameRate } from '../../format/words.ts'
import section from '../answer/section.module.css'
import { Notes } from '../provenance/notes.tsx'
import { costSteps, rateSteps } from './change-steps.ts'
import classes from './why-answer.module.css'
import { WhyContributors } from './why-contributors.tsx'

export function WhyAnswer({ answer, stale }: { answer: ExplainAnswer; stale: boolean }) {
  const rates = useMemo(() => rateSteps(answer), [answer])
  const costs = useMemo(() => costSteps(answer), [answer])
  const { currency } = answer
  const money = useMemo(() => (value: number) => formatMoney(value, currency), [currency])
  const rate = nameRate(answer.question.event)
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
            <p className={section.quiet}>Thin lines: where each part lies at 95 %, by chance alone.</p>
          </section>
        )}
        <section aria-label="Change of the cost">
          <h2>Cost per conversion</h2>
          {costs.length > 0 ? (
            <LazyWaterfallPlot
              steps={costs}
              format={money}
              higherIsBetter={false}
              label="Cost per conversion before and after, and what changed it"
            />
          ) : (
            <p className={section.quiet}>Not computed: {answer.notComputed.cost ?? 'nothing is known'}.</p>
          )}
        </section>
      </div>
      {answer.contributors.length > 0 && <WhyContributors answer={answer} />}
    </div>
  )
}
