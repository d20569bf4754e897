import { IconLeaf } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { FatigueAnswer, FatigueState } from '#schema/answer/fatigue-answer.ts'
import { projectQuery } from '../../api/answers.ts'
import { askQuery } from '../../api/ask.ts'
import { formatCount } from '../../format/number.ts'
import { FigureStrip } from '../../ui/figure-strip.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import { State } from '../../ui/state.tsx'
import section from '../answer/section.module.css'
import { RecordPlan } from '../decisions/record-plan.tsx'
import { Notes } from '../provenance/notes.tsx'
import { originOf } from '../provenance/origin.ts'
import { WhereFrom } from '../provenance/where-from.tsx'
import { formatScope, type Scope } from '../scope/scope.ts'
import { ScopeBar } from '../scope/scope-bar.tsx'
import { useView } from '../scope/use-view.ts'
import { SampleBanner } from '../shell/sample-banner.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import { nameState } from './fatigue-state.tsx'
import { FatigueTable } from './fatigue-table.tsx'
import { fatigueView } from './fatigue-view.ts'
import { RefreshQueue } from './refresh-queue.tsx'

const STATES: readonly FatigueState[] = ['exhausted', 'fatiguing', 'stable', 'fresh', 'not_enough_data']

/** The question of the page as an operation takes it. */
function askedOf(view: Scope): Readonly<Record<string, unknown>> {
  const { where = [], ...single } = formatScope(view)
  return {
    ...Object.fromEntries(Object.entries(single).map(([name, values]) => [name, values?.[0]])),
    where,
  }
}

/** Which creatives wear out, and which of them to replace first. */
export function FatiguePage() {
  usePageTitle('Fatigue')
  const { view, changeView } = useView(fatigueView)
  const project = useQuery(projectQuery(view.sample))
  const asked = useQuery(askQuery<FatigueAnswer>('fatigue', formatScope(view)))
  const answer = asked.isError ? undefined : asked.data
  const question = answer?.question
  const freshness = answer?.freshness
  const origin =
    answer !== undefined && question !== undefined && freshness !== undefined
      ? originOf({ ...answer, question, freshness }, [
          ['Counted', question.event],
          ['Held against', 'the others of the same places, day by day'],
        ])
      : undefined

  return (
    <>
      <SampleBanner freshness={freshness} />
      <PageHead
        title="Fatigue"
        summary="Which creatives wear out, since when, and which to replace first."
        tools={<WhereFrom origin={origin} />}
      />
      <ScopeBar
        scope={view}
        counted={question?.event}
        changeScope={changeView}
        project={project.data}
        summary="Event, days, filters"
      />
      {asked.isPending && <PlaceholderRows count={8} label="Watching the creatives" />}
      {asked.isError && <ProblemState error={asked.error} onRetry={() => void asked.refetch()} />}
      {answer && (
        <div className={section.parts} data-stale={asked.isPlaceholderData} aria-busy={asked.isFetching}>
          <FigureStrip
            label="Creatives by state"
            figures={STATES.map((state) => ({
              label: nameState(state),
              value: formatCount(answer.series.filter((row) => row.state === state).length),
            }))}
          />
          <Notes notes={answer.notes.filter(({ code }) => code !== 'sample')} />
          {answer.refresh.length === 0 ? (
            <State
              icon={<IconLeaf size={28} stroke={1.4} aria-hidden />}
              title="Nothing that is still shown wears out for sure"
            >
              Every creative is held against the others of its places. One that falls alone stands here.
            </State>
          ) : (
            <>
              <RefreshQueue refresh={answer.refresh} currency={answer.currency} />
              <RecordPlan advice="fatigue" asked={askedOf(view)} />
            </>
          )}
          {answer.series.length > 0 && <FatigueTable series={answer.series} currency={answer.currency} />}
        </div>
      )}
    </>
  )
}
