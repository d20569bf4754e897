import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo } from 'react'
import { projectQuery, rankQuery } from '../../api/answers.ts'
import { capitalise, namePlural } from '../../format/words.ts'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import { ProvenanceDrawer } from '../provenance/provenance-drawer.tsx'
import { QuestionBar } from '../question/question-bar.tsx'
import { formatRankQuestion } from '../question/rank-view.ts'
import { useRankView } from '../question/use-rank-view.ts'
import { formatSearchParams } from '../scope/search-params.ts'
import { SampleBanner } from '../shell/sample-banner.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import classes from './leaderboard-page.module.css'
import { Ranking } from './ranking.tsx'
import { Toolbar } from './toolbar.tsx'

export function LeaderboardPage() {
  const { view, changeView } = useRankView()
  const project = useQuery(projectQuery(view.sample))
  const rank = useQuery(rankQuery(formatSearchParams(formatRankQuestion(view))))
  // Drawn in slices, so that many rows hold up nothing.
  const drawn = useDeferredValue(rank.data)
  const answer = rank.isError ? undefined : drawn
  const by = view.by ?? rank.data?.question.by ?? 'creative'
  const title = capitalise(namePlural(by))
  usePageTitle(title)

  const rows = useMemo(() => {
    const needle = view.search.trim().toLocaleLowerCase()
    if (!answer || needle === '') return answer?.rows ?? []
    return answer.rows.filter((row) => row.name.toLocaleLowerCase().includes(needle))
  }, [answer, view.search])

  return (
    <>
      <SampleBanner freshness={answer?.freshness} />
      <Toolbar title={title} view={view} changeView={changeView} answer={answer} rows={rows} />
      <QuestionBar view={view} asked={rank.data?.question} changeView={changeView} project={project.data} />
      {!rank.isError && answer === undefined && (
        <PlaceholderRows count={12} label={`Ranking the ${namePlural(by)}`} />
      )}
      {rank.isError && <ProblemState error={rank.error} onRetry={() => void rank.refetch()} />}
      {answer && (
        <div
          className={classes.answer}
          data-stale={rank.isPlaceholderData || answer !== rank.data}
          aria-busy={rank.isFetching}
        >
          <Ranking
            answer={answer}
            rows={rows}
            networks={project.data?.networks ?? {}}
            view={view}
            changeView={changeView}
          />
          <ProvenanceDrawer
            opened={view.panel === 'provenance'}
            onClose={() => changeView({ panel: null })}
            answer={answer}
          />
        </div>
      )}
    </>
  )
}
