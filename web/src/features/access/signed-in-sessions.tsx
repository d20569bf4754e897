import { useQuery } from '@tanstack/react-query'
import { endSession, type SignedInSession } from '../../api/access.ts'
import { askQuery } from '../../api/ask.ts'
import { formatMoment } from '../../format/date.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { RecordTable } from '../../ui/record-table.tsx'
import { useAccessChange } from './use-access.ts'

/** Who is signed in; each can be signed out. */
export function SignedInSessions() {
  const sessions = useQuery(askQuery<{ sessions: SignedInSession[] }>('sessions-list', {}))
  const end = useAccessChange(endSession)
  return (
    <div>
      <RecordTable
        title="Signed in"
        file="sessions"
        rows={sessions.data?.sessions ?? []}
        keyOf={({ id }) => id}
        columns={[
          { name: 'user', label: 'Who', value: ({ user }) => user },
          {
            name: 'began_at',
            label: 'Since',
            value: ({ beganAt }) => beganAt,
            cell: ({ beganAt }) => formatMoment(beganAt),
          },
          {
            name: 'used_at',
            label: 'Used last',
            value: ({ usedAt }) => usedAt,
            cell: ({ usedAt }) => formatMoment(usedAt),
          },
          {
            name: 'actions',
            label: 'Action',
            value: () => null,
            cell: ({ id, user }) => (
              <Button
                kind="quiet"
                label={`Sign ${user} out, session ${id}`}
                busy={end.isPending && end.variables === id}
                onClick={() => end.mutate(id)}
              >
                Sign out
              </Button>
            ),
          },
        ]}
      />
      <ProblemNotice error={sessions.error ?? end.error} />
    </div>
  )
}
