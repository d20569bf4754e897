import { IconScale } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { CompareAnswer } from '#schema/answer/compare-answer.ts'
import { projectQuery } from '../../api/answers.ts'
import { askQuery } from '../../api/ask.ts'
import { namePlural } from '../../format/words.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import { Select } from '../../ui/select.tsx'
import { State } from '../../ui/state.tsx'
import { ObjectPicker } from '../objects/object-picker.tsx'
import { originOf } from '../provenance/origin.ts'
import { WhereFrom } from '../provenance/where-from.tsx'
import { groupingsOf } from '../question/groupings.ts'
import { formatScope } from '../scope/scope.ts'
import { ScopeBar } from '../scope/scope-bar.tsx'
import { useView } from '../scope/use-view.ts'
import { SampleBanner } from '../shell/sample-banner.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import { TakeAway } from '../take-away/take-away.tsx'
import { compareView, MOST_COMPARED } from './compare-view.ts'
import { ComparedAnswer } from './compared-answer.tsx'

/** Is B better than A, like compared with like. */
export function ComparePage() {
  usePageTitle('Compare')
  const { view, changeView } = useView(compareView)
  const project = useQuery(projectQuery(view.sample))
  const enough = view.objects.length > 1
  const compared = useQuery({
    ...askQuery<CompareAnswer>('compare', { objects: view.objects, by: [view.by], ...formatScope(view) }),
    enabled: enough,
  })
  const answer = enough && !compared.isError ? compared.data : undefined

  return (
    <>
      <SampleBanner freshness={answer?.freshness} />
      <PageHead
        title="Compare"
        summary="Side by side over the networks, systems, countries and formats both ran in."
        tools={
          <>
            <TakeAway
              question={{
                of: 'compare',
                params: { objects: view.objects, by: [view.by], ...formatScope(view) },
              }}
              disabled={!answer}
            />
            <WhereFrom
              origin={
                answer &&
                originOf(answer, [
                  ['Counted', answer.question.event],
                  ['Compared inside each', answer.question.strata.join(', ')],
                ])
              }
            />
          </>
        }
      />
      <ScopeBar
        scope={view}
        counted={answer?.question.event}
        changeScope={changeView}
        project={project.data}
        summary="What is compared, event, days, filters"
        before={
          <Select
            label="Compare"
            value={view.by}
            options={groupingsOf(project.data, view.by)}
            onChange={(by) => changeView({ by, objects: [] })}
            width={128}
          />
        }
      />
      <ObjectPicker
        by={view.by}
        sample={view.sample}
        objects={view.objects}
        most={MOST_COMPARED}
        label="Compared"
        onChange={(objects) => changeView({ objects })}
      />
      {!enough && (
        <State
          icon={<IconScale size={28} stroke={1.4} aria-hidden />}
          title={`Choose ${view.objects.length === 1 ? 'one more' : 'two to five'} ${namePlural(view.by)}`}
        >
          What is compared is put on the places both ran in, so that a better country or network does not win
          in its stead.
        </State>
      )}
      {enough && compared.isPending && <PlaceholderRows count={6} label="Comparing" />}
      {enough && compared.isError && (
        <ProblemState error={compared.error} onRetry={() => void compared.refetch()} />
      )}
      {answer && <ComparedAnswer answer={answer} view={view} stale={compared.isPlaceholderData} />}
    </>
  )
}
