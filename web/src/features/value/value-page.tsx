import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { QueryAnswer } from '#schema/answer/query-answer.ts'
import type { ValueAnswer } from '#schema/answer/value-answer.ts'
import { projectQuery } from '../../api/answers.ts'
import { askQuery } from '../../api/ask.ts'
import { formatMoney } from '../../format/money.ts'
import { formatFineShare } from '../../format/number.ts'
import { labelDimension } from '../../format/words.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import { Select } from '../../ui/select.tsx'
import section from '../answer/section.module.css'
import { Notes } from '../provenance/notes.tsx'
import { originOf } from '../provenance/origin.ts'
import { WhereFrom } from '../provenance/where-from.tsx'
import { groupingsOf } from '../question/groupings.ts'
import { formatRows } from '../scope/scope.ts'
import { ScopeBar } from '../scope/scope-bar.tsx'
import { useView } from '../scope/use-view.ts'
import { SampleBanner } from '../shell/sample-banner.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import { AdjustedTable } from './adjusted-table.tsx'
import { CURVE_DAYS, readCurves } from './cohort-curves.ts'
import { CurveSection } from './curve-section.tsx'
import { PageTable } from './page-table.tsx'
import { valueView } from './value-view.ts'
import { WorthTable } from './worth-table.tsx'

/** Cohorts of installs that some advertisement brought, as the rest of the page counts them. */
const ADVERTISED = 'network != organic'

const CURVES = ['installs', ...CURVE_DAYS.flatMap((day) => [`retention_d${day}`, `arpi_d${day}`])].join()

/** What impressions are worth by creative, audience or page, who comes back, and which page converts. */
export function ValuePage() {
  usePageTitle('Value')
  const { view, changeView } = useView(valueView)
  const { by } = view
  const rows = formatRows(view)
  const project = useQuery(projectQuery(view.sample))
  const asked = useQuery(askQuery<ValueAnswer>('value', { ...rows, by: [by] }))
  const followed = useQuery(
    askQuery<QueryAnswer>('query', {
      ...rows,
      where: [...(rows.where ?? []), ADVERTISED],
      by: [by],
      metrics: [CURVES],
    }),
  )
  const answer = asked.isError ? undefined : asked.data
  const cohorts = followed.isError ? undefined : followed.data
  const curves = useMemo(
    () =>
      cohorts && {
        retention: readCurves(cohorts, by, 'retention'),
        revenue: readCurves(cohorts, by, 'arpi'),
      },
    [cohorts, by],
  )
  const isPage = by === 'landing_page' || by === 'store_page'
  const label = labelDimension(by)

  return (
    <>
      <SampleBanner freshness={answer?.freshness} />
      <PageHead
        title="Value"
        summary="What impressions are worth by creative, audience or page, and who comes back."
        tools={
          <WhereFrom
            origin={answer && originOf(answer, [['Counted', `revenue to day ${answer.question.day}`]])}
          />
        }
      />
      <ScopeBar
        scope={view}
        counted={view.event ?? undefined}
        changeScope={changeView}
        project={project.data}
        summary="By, days, filters"
        before={
          <Select
            label="By"
            value={by}
            options={groupingsOf(project.data, by)}
            onChange={(value) => changeView({ by: value })}
            searchable
            width={176}
          />
        }
      />
      {asked.isPending && <PlaceholderRows count={8} label="Reading what installs are worth" />}
      {asked.isError && <ProblemState error={asked.error} onRetry={() => void asked.refetch()} />}
      <div className={section.parts} data-stale={asked.isPlaceholderData} aria-busy={asked.isFetching}>
        {isPage && <PageTable view={view} />}
        {answer && <WorthTable answer={answer} />}
        {followed.isError && <ProblemState error={followed.error} onRetry={() => void followed.refetch()} />}
        {cohorts && curves && (
          <>
            <CurveSection
              title="Who comes back"
              file="retention"
              {...{ label, curves: curves.retention, format: formatFineShare, percent: true }}
              unit="share of installs"
              reason={cohorts.notComputed.retention_d1 ?? 'no source tells who came back'}
            />
            <CurveSection
              title="Revenue per install"
              file="revenue"
              {...{ label, curves: curves.revenue }}
              format={(value) => formatMoney(value, answer?.currency ?? null)}
              unit="revenue per install"
              reason={cohorts.notComputed.arpi_d7 ?? 'no source tells revenue by day after the install'}
            />
          </>
        )}
        <AdjustedTable view={view} />
        {answer && <Notes notes={answer.notes.filter(({ code }) => code !== 'sample')} />}
      </div>
    </>
  )
}
