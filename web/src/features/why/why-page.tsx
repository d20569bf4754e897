import { useQuery } from '@tanstack/react-query'
import type { ExplainAnswer } from '#schema/answer/explain-answer.ts'
import { projectQuery } from '../../api/answers.ts'
import { askQuery } from '../../api/ask.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import { Select } from '../../ui/select.tsx'
import { originOf } from '../provenance/origin.ts'
import { WhereFrom } from '../provenance/where-from.tsx'
import { formatScope } from '../scope/scope.ts'
import { ScopeBar } from '../scope/scope-bar.tsx'
import { useView } from '../scope/use-view.ts'
import { SampleBanner } from '../shell/sample-banner.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import { WhyAnswer } from './why-answer.tsx'
import { COMPARISONS, whyView } from './why-view.ts'

const LABELS = { previous: 'days just before', weekdays: 'same weekdays before' } as const

/** Why a rate changed: what is mix, what is clicks, what is installs per click, and what it did to the cost. */
export function WhyPage() {
  usePageTitle('Why')
  const { view, changeView } = useView(whyView)
  const project = useQuery(projectQuery(view.sample))
  const explained = useQuery(
    askQuery<ExplainAnswer>('explain', {
      ...formatScope(view),
      compare: [view.compare],
      ...(view.by === null ? {} : { by: [view.by] }),
    }),
  )
  const answer = explained.isError ? undefined : explained.data

  return (
    <>
      <SampleBanner freshness={answer?.freshness} />
      <PageHead
        title="Why"
        summary="What a change is made of: other places, clicks, installs per click, and the price of impressions."
        tools={
          <WhereFrom
            origin={
              answer &&
              originOf(answer, [
                ['Counted', answer.question.event],
                ['Told apart by', answer.question.by.join(', ')],
              ])
            }
          />
        }
      />
      <ScopeBar
        scope={view}
        counted={answer?.question.event}
        changeScope={changeView}
        project={project.data}
        summary="Held against, event, days, filters"
        before={
          <Select
            label="Held against"
            value={view.compare}
            options={COMPARISONS.map((value) => ({ value, label: LABELS[value] }))}
            onChange={(value) =>
              changeView({ compare: COMPARISONS.find((known) => known === value) ?? 'previous' })
            }
            width={176}
          />
        }
      />
      {explained.isPending && <PlaceholderRows count={6} label="Explaining" />}
      {explained.isError && <ProblemState error={explained.error} onRetry={() => void explained.refetch()} />}
      {answer && <WhyAnswer answer={answer} stale={explained.isPlaceholderData} />}
    </>
  )
}
