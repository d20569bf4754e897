import { IconPlugConnected } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { connectionsQuery, coverageQuery, syncsQuery } from '../../api/connections.ts'
import { Button } from '../../ui/button.tsx'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import { State } from '../../ui/state.tsx'
import section from '../answer/section.module.css'
import { DataHead } from '../data/data-head.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import { ConnectForm } from './connect-form.tsx'
import { ConnectionTable } from './connection-table.tsx'
import { CoverageCalendar } from './coverage-calendar.tsx'
import { SyncTable } from './sync-table.tsx'

/** What the form below is for: a new connection, or one that is changed. */
type Editing = { readonly changed: string | null } | null

/** Sources that are read through their APIs: which there are, what they brought, and a form for another. */
export function ConnectionsPage() {
  usePageTitle('Connections')
  const connections = useQuery(connectionsQuery)
  const coverage = useQuery(coverageQuery)
  const syncs = useQuery(syncsQuery)
  const [editing, setEditing] = useState<Editing>(null)
  const answer = connections.data
  const connect = (
    <Button kind="primary" onClick={() => setEditing({ changed: null })}>
      Connect a source
    </Button>
  )
  return (
    <>
      <DataHead title="Connections" {...(answer?.connections.length ? { tools: connect } : {})} />
      {connections.isPending && <PlaceholderRows count={4} label="Looking up the connections" />}
      {connections.isError && (
        <ProblemState error={connections.error} onRetry={() => void connections.refetch()} />
      )}
      {answer && (
        <div className={section.parts}>
          {editing !== null && (
            <ConnectForm
              key={editing.changed ?? ''}
              answer={answer}
              changed={editing.changed}
              onDone={() => setEditing(null)}
            />
          )}
          {answer.connections.length === 0 && editing === null && (
            <State
              icon={<IconPlugConnected size={28} stroke={1.4} aria-hidden />}
              title="Nothing is connected yet"
              actions={connect}
            >
              A connected network or MMP is read every day by itself.
            </State>
          )}
          {answer.connections.length > 0 && (
            <>
              <ConnectionTable
                connections={answer.connections}
                onChange={(changed) => setEditing({ changed })}
              />
              {coverage.isError && (
                <ProblemState error={coverage.error} onRetry={() => void coverage.refetch()} />
              )}
              {coverage.data && <CoverageCalendar reports={coverage.data.reports} />}
              {syncs.isError && <ProblemState error={syncs.error} onRetry={() => void syncs.refetch()} />}
              {syncs.data && syncs.data.syncs.length > 0 && <SyncTable syncs={syncs.data.syncs} />}
            </>
          )}
        </div>
      )}
    </>
  )
}
