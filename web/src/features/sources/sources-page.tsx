import { IconDatabaseOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { LoadSummary } from '#schema/answer/sources-answer.ts'
import { sourcesQuery } from '../../api/answers.ts'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import { State } from '../../ui/state.tsx'
import { DataHead } from '../data/data-head.tsx'
import { Notes } from '../provenance/notes.tsx'
import { SampleBanner } from '../shell/sample-banner.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import { useSampleAsked } from '../shell/use-sample-asked.ts'
import { LoadTable } from './load-table.tsx'
import { SampleLinks } from './sample-links.tsx'
import { SourceTable } from './source-table.tsx'
import classes from './sources-page.module.css'
import { UndoDialog } from './undo-dialog.tsx'

export function SourcesPage() {
  usePageTitle('Sources')
  const sample = useSampleAsked()
  const sources = useQuery(sourcesQuery(sample))
  const [undoing, setUndoing] = useState<LoadSummary | null>(null)
  const answer = sources.isError ? undefined : sources.data
  const empty = answer !== undefined && answer.loads.length === 0 && answer.sources.length === 0

  return (
    <>
      <SampleBanner freshness={answer?.freshness} />
      <DataHead title="Sources" />
      {sources.isPending && <PlaceholderRows count={6} label="Looking up the loads" />}
      {sources.isError && <ProblemState error={sources.error} onRetry={() => void sources.refetch()} />}
      {empty && (
        <State icon={<IconDatabaseOff size={28} stroke={1.4} aria-hidden />} title="Nothing imported yet">
          Drop a report file anywhere on the page, or{' '}
          <Link to="/data/import" search={{}}>
            choose one
          </Link>
          .
        </State>
      )}
      {answer && !empty && (
        <div className={classes.parts}>
          <Notes notes={answer.notes} />
          <SourceTable sources={answer.sources} />
          <LoadTable
            loads={answer.loads}
            labels={new Map(answer.sources.map(({ source, label }) => [source, label]))}
            onUndo={answer.freshness.sample ? null : setUndoing}
          />
        </div>
      )}
      <SampleLinks asked={sample} />
      <UndoDialog load={undoing} onClose={() => setUndoing(null)} />
    </>
  )
}
