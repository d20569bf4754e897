import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ConnectionsAnswer } from '#schema/answer/connection-answer.ts'
import { removeConnection, syncConnection, testConnection } from '../../api/connections.ts'
import { formatMoment } from '../../format/date.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Missing } from '../../ui/missing.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { RecordTable } from '../../ui/record-table.tsx'
import classes from './connect-form.module.css'
import { Findings } from './findings.tsx'

type KnownConnection = ConnectionsAnswer['connections'][number]

const STATES = { running: 'running', done: 'done', failed: 'failed', interrupted: 'interrupted' } as const

/** The connections there are, with what can be done with each. */
export function ConnectionTable({
  connections,
  onChange,
}: {
  connections: readonly KnownConnection[]
  onChange: (name: string) => void
}) {
  const queries = useQueryClient()
  const [removing, setRemoving] = useState<string | null>(null)
  const test = useMutation({ mutationFn: testConnection })
  const sync = useMutation({ mutationFn: (name: string) => syncConnection(queries, name) })
  const remove = useMutation({
    mutationFn: removeConnection,
    onSuccess: async () => {
      setRemoving(null)
      await queries.invalidateQueries()
    },
  })
  const failed = test.error ?? sync.error ?? remove.error
  return (
    <>
      <RecordTable
        title="Connections"
        file="connections"
        rows={connections}
        keyOf={({ connection }) => connection}
        columns={[
          { name: 'connection', label: 'Connection', value: ({ connection }) => connection },
          { name: 'source', label: 'Source', value: ({ label }) => label },
          {
            name: 'daily',
            label: 'Every day',
            value: ({ daily }) => (daily === null ? null : `${daily.at} ${daily.zone}`),
            cell: ({ daily, paused }) =>
              daily === null ? (
                <Missing
                  reason={paused ? 'It is paused in permille.yaml.' : 'It is switched off in permille.yaml.'}
                />
              ) : (
                `${daily.at} ${daily.zone}`
              ),
          },
          {
            name: 'last_sync',
            wide: true,
            label: 'Last sync',
            value: ({ lastSync }) => lastSync?.at ?? null,
            cell: ({ lastSync }) =>
              lastSync === null ? (
                <Missing reason="It has not been synced yet." />
              ) : (
                `${formatMoment(lastSync.at)}, ${STATES[lastSync.state]}${lastSync.message === null ? '' : `: ${lastSync.message}`}`
              ),
          },
          {
            name: 'actions',
            label: 'Actions',
            value: () => null,
            cell: ({ connection }) => (
              <div className={classes.actions}>
                <Button
                  label={`Sync now: ${connection}`}
                  busy={sync.isPending && sync.variables === connection}
                  onClick={() => sync.mutate(connection)}
                >
                  Sync now
                </Button>
                <Button
                  label={`Test ${connection}`}
                  busy={test.isPending && test.variables === connection}
                  onClick={() => test.mutate(connection)}
                >
                  Test
                </Button>
                <Button kind="quiet" label={`Change ${connection}`} onClick={() => onChange(connection)}>
                  Change
                </Button>
                <Button kind="quiet" label={`Remove ${connection}`} onClick={() => setRemoving(connection)}>
                  Remove
                </Button>
              </div>
            ),
          },
        ]}
      />
      {test.data?.check && <Findings check={test.data.check} />}
      <ProblemNotice error={failed} />
      <Confirm
        opened={removing !== null}
        title="Remove this connection?"
        action="Remove connection"
        busy={remove.isPending}
        onCancel={() => setRemoving(null)}
        onConfirm={() => {
          if (removing !== null) remove.mutate(removing)
        }}
      >
        <p>
          {removing} and its secrets are forgotten, which cannot be taken back: connect it again then. The
          rows it brought stay.
        </p>
      </Confirm>
    </>
  )
}
