import { useQuery } from '@tanstack/react-query'
import type { QueryAnswer } from '#schema/answer/query-answer.ts'
import type { RankAnswer } from '#schema/answer/rank-answer.ts'
import { projectQuery } from '../../api/answers.ts'
import { askQuery } from '../../api/ask.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import { eventMetrics } from '../answer/event-metrics.ts'
import section from '../answer/section.module.css'
import { TrendSection } from '../answer/trend-section.tsx'
import { Notes } from '../provenance/notes.tsx'
import { originOf } from '../provenance/origin.ts'
import { WhereFrom } from '../provenance/where-from.tsx'
import { formatRows, formatScope } from '../scope/scope.ts'
import { ScopeBar } from '../scope/scope-bar.tsx'
import { useView } from '../scope/use-view.ts'
import { SampleBanner } from '../shell/sample-banner.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import { TakeAway } from '../take-away/take-away.tsx'
import { TodaysList } from '../today/todays-list.tsx'
import { DecisionsWaiting } from './decisions-waiting.tsx'
import { describePeriods } from './describe-periods.ts'
import { Movers } from './movers.tsx'
import { OverviewFigures } from './overview-figures.tsx'
import { overviewView } from './overview-view.ts'
import { RateSplit } from './rate-split.tsx'

/** How it goes against the days before, what changed most, and what waits for a decision. */
export function OverviewPage() {
  usePageTitle('Overview')
  const { view, changeView } = useView(overviewView)
  const project = useQuery(projectQuery(view.sample))
  const currency = project.data?.currency ?? null
  const rank = useQuery(askQuery<RankAnswer>('rank', formatScope(view)))
  const event = view.event ?? rank.data?.question.event ?? null
  const { count, rate, cost, perClick } = eventMetrics(event ?? 'install')
  const rows = formatRows(view)
  const totals = useQuery({
    ...askQuery<QueryAnswer>('query', {
      metrics: [`${rate},${cost},${count},spend,impressions,ctr,${perClick}`],
      compare: ['previous'],
      ...rows,
    }),
    enabled: event !== null,
  })
  const trend = useQuery({
    ...askQuery<QueryAnswer>('query', {
      metrics: [`impressions,${count},${rate},spend`],
      by: ['day'],
      ...rows,
    }),
    enabled: event !== null,
  })
  const failed = [rank, totals, trend].find(({ isError }) => isError)
  const answer = totals.data

  return (
    <>
      <SampleBanner freshness={rank.data?.freshness} />
      <PageHead
        title="Overview"
        {...(answer ? { summary: describePeriods(answer) } : {})}
        tools={
          <>
            <TakeAway
              question={{
                of: 'query',
                params: { metrics: [`impressions,${count},${rate},spend`], by: ['day'], ...rows },
              }}
              disabled={!trend.data}
            />
            <WhereFrom
              origin={answer && originOf(answer, [['Counted', answer.question.metrics.join(', ')]])}
            />
          </>
        }
      />
      <ScopeBar
        scope={view}
        counted={event ?? undefined}
        changeScope={changeView}
        project={project.data}
        parts={{ allTime: false }}
      />
      {failed && <ProblemState error={failed.error} onRetry={() => void failed.refetch()} />}
      {!failed && (!answer || !trend.data || event === null) && (
        <PlaceholderRows count={8} label="Adding up the days" />
      )}
      {!failed && answer && trend.data && event !== null && (
        <div className={section.parts} data-stale={totals.isPlaceholderData} aria-busy={totals.isFetching}>
          {project.data && <TodaysList isSample={project.data.sample} />}
          <OverviewFigures answer={answer} event={event} currency={currency} />
          <Notes notes={answer.notes.filter(({ code }) => code !== 'sample')} />
          <div className={section.columns}>
            <TrendSection
              answer={trend.data}
              event={event}
              currency={currency}
              of="the selection"
              objects={{ level: 'campaign', names: null, sample: view.sample }}
            />
            <RateSplit answer={answer} event={event} />
          </div>
          {rank.data && <DecisionsWaiting answer={rank.data} />}
          <Movers view={view} changeView={changeView} event={event} currency={currency} />
        </div>
      )}
    </>
  )
}
