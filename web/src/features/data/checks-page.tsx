import { useQuery } from '@tanstack/react-query'
import type { MatchesAnswer } from '#schema/answer/matches-answer.ts'
import type { ReconcileAnswer } from '#schema/answer/reconcile-answer.ts'
import { projectQuery } from '../../api/answers.ts'
import { askQuery } from '../../api/ask.ts'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import section from '../answer/section.module.css'
import { Notes } from '../provenance/notes.tsx'
import { formatScope } from '../scope/scope.ts'
import { ScopeBar } from '../scope/scope-bar.tsx'
import { scopeView } from '../scope/scope-view.ts'
import { useView } from '../scope/use-view.ts'
import { SampleBanner } from '../shell/sample-banner.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import { DataHead } from './data-head.tsx'
import { DiscrepancyTable } from './discrepancy-table.tsx'
import { MatchTable } from './match-table.tsx'
import { SourceOfTruthTable } from './source-of-truth-table.tsx'
import { StatedTable } from './stated-table.tsx'

/** Whether conversions fall on what was delivered, and whether our totals are the sources’ own. */
export function ChecksPage() {
  usePageTitle('Checks')
  const { view, changeView } = useView(scopeView)
  const project = useQuery(projectQuery(view.sample))
  const scope = formatScope(view)
  const matches = useQuery(askQuery<MatchesAnswer>('matches', scope))
  // Reconciling knows days by date only.
  const { last: _, ...dated } = scope
  const reconciled = useQuery(askQuery<ReconcileAnswer>('reconcile', dated))
  const answer = matches.data
  return (
    <>
      <SampleBanner freshness={answer?.freshness} />
      <DataHead title="Checks" />
      <ScopeBar
        scope={view}
        counted={answer?.question.event}
        changeScope={changeView}
        project={project.data}
      />
      <div className={section.parts}>
        {matches.isPending && <PlaceholderRows count={6} label="Matching conversions with delivery" />}
        {matches.isError && <ProblemState error={matches.error} onRetry={() => void matches.refetch()} />}
        {answer && (
          <>
            <Notes notes={answer.notes.filter(({ code }) => code !== 'sample')} />
            {answer.rows.length > 0 && <MatchTable answer={answer} />}
          </>
        )}
        {reconciled.isError && (
          <ProblemState error={reconciled.error} onRetry={() => void reconciled.refetch()} />
        )}
        {reconciled.data && (
          <>
            <Notes notes={reconciled.data.notes.filter(({ code }) => code !== 'sample')} />
            {reconciled.data.sourceOfTruth.length > 0 && <SourceOfTruthTable answer={reconciled.data} />}
            {reconciled.data.discrepancies.length > 0 && <DiscrepancyTable answer={reconciled.data} />}
            <StatedTable answer={reconciled.data} />
          </>
        )}
      </div>
    </>
  )
}
