import type { CompareAnswer } from '#schema/answer/compare-answer.ts'
import { Notice } from '../../ui/notice.tsx'
import section from '../answer/section.module.css'
import { Notes } from '../provenance/notes.tsx'
import type { CompareView } from './compare-view.ts'
import { ComparedObjects } from './compared-objects.tsx'
import { ComparedPairs } from './compared-pairs.tsx'
import { ComparedTrends } from './compared-trends.tsx'
import { describeOrders } from './describe-orders.ts'

export interface ComparedAnswerProps {
  answer: CompareAnswer
  view: CompareView
  stale: boolean
}

export function ComparedAnswer({ answer, view, stale }: ComparedAnswerProps) {
  const orders = describeOrders(answer)
  return (
    <div className={section.parts} data-stale={stale} aria-busy={stale}>
      <div>
        {orders !== null && <Notice severity="warning">{orders}</Notice>}
        <Notes notes={answer.notes.filter(({ code }) => code !== 'sample')} />
      </div>
      <ComparedObjects answer={answer} />
      <ComparedPairs answer={answer} />
      <ComparedTrends answer={answer} view={view} />
    </div>
  )
}
