import { IconShieldQuestion } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { FraudAnswer } from '#schema/answer/fraud-answer.ts'
import { projectQuery } from '../../api/answers.ts'
import { askQuery } from '../../api/ask.ts'
import { formatCount } from '../../format/number.ts'
import { FigureStrip } from '../../ui/figure-strip.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import { State } from '../../ui/state.tsx'
import section from '../answer/section.module.css'
import { Notes } from '../provenance/notes.tsx'
import { originOf } from '../provenance/origin.ts'
import { WhereFrom } from '../provenance/where-from.tsx'
import { formatRows } from '../scope/scope.ts'
import { ScopeBar } from '../scope/scope-bar.tsx'
import { useView } from '../scope/use-view.ts'
import { SampleBanner } from '../shell/sample-banner.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import { TakeAway } from '../take-away/take-away.tsx'
import { CleanedRates } from './cleaned-rates.tsx'
import { qualityView } from './quality-view.ts'
import { SiteDetails } from './site-details.tsx'
import { SiteTable } from './site-table.tsx'
import { Survivors } from './survivors.tsx'

const VERDICTS = [
  ['fraudulent', 'Fraudulent'],
  ['suspicious', 'Suspicious'],
  ['clean', 'Clean'],
  ['not enough data', 'Not enough data'],
] as const

/** Which sites can be trusted, what the rates are without the others, and whether the winner survives it. */
export function QualityPage() {
  usePageTitle('Quality')
  const { view, changeView } = useView(qualityView)
  const project = useQuery(projectQuery(view.sample))
  const asked = useQuery(askQuery<FraudAnswer>('fraud', formatRows(view)))
  const answer = asked.isError ? undefined : asked.data
  const sites = answer?.sites ?? []
  const chosen = sites.find(({ network, site }) => network === view.network && site === view.site) ?? sites[0]
  const question = answer?.question ?? null
  const freshness = answer?.freshness ?? null
  const origin =
    answer !== undefined && question !== null && freshness !== null
      ? originOf({ ...answer, question, freshness }, [['Judged', `${question.site} on each network`]])
      : undefined

  return (
    <>
      <SampleBanner freshness={freshness ?? undefined} />
      <PageHead
        title="Quality"
        summary="Which sites send installs that are not what they seem"
        tools={
          <>
            <TakeAway question={{ of: 'fraud', params: formatRows(view) }} disabled={!answer} />
            <WhereFrom origin={origin} />
          </>
        }
      />
      <ScopeBar
        scope={view}
        counted="install"
        changeScope={changeView}
        project={project.data}
        parts={{ event: false }}
        summary="Days, filters"
      />
      {asked.isPending && <PlaceholderRows count={8} label="Judging the sites" />}
      {asked.isError && <ProblemState error={asked.error} onRetry={() => void asked.refetch()} />}
      {answer && (
        <div className={section.parts} data-stale={asked.isPlaceholderData} aria-busy={asked.isFetching}>
          <FigureStrip
            label="Sites by verdict"
            figures={VERDICTS.map(([verdict, label]) => ({
              label,
              value: formatCount(answer.counts[verdict]),
            }))}
          />
          <Notes notes={answer.notes.filter(({ code }) => code !== 'sample')} />
          {sites.length === 0 ? (
            <State
              icon={<IconShieldQuestion size={28} stroke={1.4} aria-hidden />}
              title="No report or log names a site"
            >
              Import the MMP’s raw log of installs, or a network’s report by site.
            </State>
          ) : (
            <SiteTable sites={sites} onShow={({ network, site }) => changeView({ network, site })} />
          )}
          {chosen && <SiteDetails site={chosen} delays={answer.delays} />}
          <CleanedRates ipm={answer.ipm} />
          <Survivors winners={answer.winners} />
        </div>
      )}
    </>
  )
}
