import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { revokeLink, type SharedLink } from '../../api/access.ts'
import { askQuery } from '../../api/ask.ts'
import { formatMoment } from '../../format/date.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { RecordTable } from '../../ui/record-table.tsx'
import { useAccessChange } from './use-access.ts'

/** The links to reports that were given away. */
export function Links() {
  const links = useQuery(askQuery<{ links: SharedLink[] }>('share-list', {}))
  const [revoking, setRevoking] = useState<SharedLink | null>(null)
  const revoke = useAccessChange(revokeLink, () => setRevoking(null))
  return (
    <div>
      <RecordTable
        title="Links to reports"
        file="links"
        rows={links.data?.links ?? []}
        keyOf={({ id }) => id}
        columns={[
          { name: 'name', label: 'For', value: (link) => link.name },
          { name: 'of', label: 'Report of', value: ({ input }) => input.of ?? 'rank' },
          { name: 'user', label: 'Made by', value: ({ user }) => user ?? 'the machine' },
          {
            name: 'expires_at',
            label: 'Until',
            value: ({ expiresAt }) => expiresAt,
            cell: ({ expiresAt }) => formatMoment(expiresAt),
          },
          { name: 'opened', label: 'Opened', numeric: true, value: ({ opened }) => opened },
          { name: 'state', label: 'State', value: ({ state }) => state },
          {
            name: 'actions',
            label: 'Action',
            value: () => null,
            cell: (link) =>
              link.state === 'valid' ? (
                <Button kind="quiet" label={`Revoke the link ${link.name}`} onClick={() => setRevoking(link)}>
                  Revoke
                </Button>
              ) : (
                ''
              ),
          },
        ]}
      />
      <ProblemNotice error={links.error ?? revoke.error} />
      <Confirm
        opened={revoking !== null}
        title={`Revoke the link ${revoking?.name ?? ''}?`}
        action="Revoke"
        busy={revoke.isPending}
        onCancel={() => setRevoking(null)}
        onConfirm={() => {
          if (revoking) revoke.mutate(revoking.id)
        }}
      >
        <p>Whoever has it reads nothing any more. It cannot be taken back; make another one then.</p>
      </Confirm>
    </div>
  )
}
