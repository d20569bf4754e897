import { IconPhotoOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { RankAnswer } from '#schema/answer/rank-answer.ts'
import { projectQuery } from '../../api/answers.ts'
import { askQuery } from '../../api/ask.ts'
import { nameNetworks } from '../../format/words.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import { State } from '../../ui/state.tsx'
import { originOf } from '../provenance/origin.ts'
import { WhereFrom } from '../provenance/where-from.tsx'
import { formatScope } from '../scope/scope.ts'
import { ScopeBar } from '../scope/scope-bar.tsx'
import { useView } from '../scope/use-view.ts'
import { SampleBanner } from '../shell/sample-banner.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import { useScopeParams } from '../shell/use-scope-params.ts'
import { CreativeAnswer } from './creative-answer.tsx'
import { creativeView } from './creative-view.ts'

/** One creative, everything that is known of it. */
export function CreativePage() {
  const { view, changeView } = useView(creativeView)
  const project = useQuery(projectQuery(view.sample))
  const rank = useQuery(askQuery<RankAnswer>('rank', { by: ['creative'], ...formatScope(view) }))
  const answer = rank.isError ? undefined : rank.data
  const row = answer?.rows.find(({ key }) => key === view.key)
  const scope = useScopeParams()
  const name = row?.name ?? view.key ?? 'Creative'
  usePageTitle(name)

  return (
    <>
      <SampleBanner freshness={answer?.freshness} />
      <PageHead
        title={name}
        {...(row ? { summary: nameNetworks(row.networks, project.data?.networks ?? {}) } : {})}
        tools={
          <>
            {view.key !== null && (
              <Link className="action-link" to="/compare" search={{ ...scope, objects: [view.key] }}>
                Compare with others
              </Link>
            )}
            <WhereFrom origin={answer && originOf(answer, [['Creative', name]])} />
          </>
        }
      />
      <ScopeBar
        scope={view}
        counted={answer?.question.event}
        changeScope={changeView}
        project={project.data}
      />
      {rank.isPending && <PlaceholderRows count={8} label="Reading the creative" />}
      {rank.isError && <ProblemState error={rank.error} onRetry={() => void rank.refetch()} />}
      {answer && !row && (
        <State
          icon={<IconPhotoOff size={28} stroke={1.4} aria-hidden />}
          title={view.key === null ? 'No creative is named' : `Nothing of ${view.key} in these days`}
          actions={
            <Link className="action-link" to="/" search={scope}>
              See the creatives
            </Link>
          }
        >
          {view.key !== null && 'Ask for other days, or take filters away.'}
        </State>
      )}
      {answer && row && (
        <CreativeAnswer
          key={row.key}
          answer={answer}
          row={row}
          view={view}
          changeView={changeView}
          currency={project.data?.currency ?? null}
          networks={project.data?.networks ?? {}}
          stale={rank.isPlaceholderData}
        />
      )}
    </>
  )
}
