import { useQuery } from '@tanstack/react-query'
import type { PowerAnswer } from '#schema/answer/power-answer.ts'
import { askQuery } from '../../api/ask.ts'
import { ProblemState } from '../../ui/problem-state.tsx'
import section from '../answer/section.module.css'
import { Notes } from '../provenance/notes.tsx'
import type { PlanView } from './plan-view.ts'
import { PriceTable, READINGS } from './price-table.tsx'

const KINDS = ['fixedHorizon', 'declaredHorizon', 'peekSafe'] as const

/** The size of a test between two arms before any is named, from the IPM of the control alone. */
export function RoughSize({ view, currency }: { view: PlanView; currency: string | null }) {
  const { ipm, lift, power, cpm, dailyImpressions } = view
  const asked = useQuery({
    ...askQuery<PowerAnswer>('power', {
      ipm: [String(ipm ?? '')],
      lift: [`${lift}%`],
      power: [String(power / 100)],
      ...(cpm === null ? {} : { cpm: [String(cpm)] }),
      ...(dailyImpressions === null ? {} : { dailyImpressions: [String(dailyImpressions)] }),
    }),
    enabled: ipm !== null,
  })
  if (ipm === null)
    return (
      <p className={section.quiet}>
        Choose two creatives or more, or write the IPM of the control to see the size of a test between two.
      </p>
    )
  if (asked.isError) return <ProblemState error={asked.error} onRetry={() => void asked.refetch()} />
  const answer = asked.data
  if (!answer) return null
  return (
    <>
      <PriceTable
        currency={currency}
        notComputed={answer.notComputed}
        prices={KINDS.map((kind) => {
          const { installsPerArm, impressions, spend, days } = answer[kind]
          return { reading: READINGS[kind], perArm: installsPerArm, impressions, spend, days }
        })}
      />
      <Notes notes={answer.notes} />
    </>
  )
}
