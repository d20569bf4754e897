import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { makeToken, revokeToken, type Token } from '../../api/access.ts'
import { askQuery } from '../../api/ask.ts'
import { formatMoment } from '../../format/date.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { CopiedText } from '../../ui/copied-text.tsx'
import { Missing } from '../../ui/missing.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { RecordTable } from '../../ui/record-table.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import bar from '../scope/scope-bar.module.css'
import { useAccessChange } from './use-access.ts'

const VALIDITIES = [
  { value: '7d', label: '7 days' },
  { value: '90d', label: '90 days' },
  { value: '365d', label: 'a year' },
  { value: '730d', label: 'two years' },
]

/** The tokens of programs: making one, shown once, and revoking it. */
export function Tokens() {
  const tokens = useQuery(askQuery<{ tokens: Token[] }>('tokens-list', {}))
  const [name, setName] = useState('')
  const [scope, setScope] = useState('read')
  const [expires, setExpires] = useState('90d')
  const [revoking, setRevoking] = useState<Token | null>(null)
  const make = useAccessChange(
    () => makeToken({ name: name.trim(), scope: scope.split(/[\s,]+/).filter(Boolean), expires }),
    () => setName(''),
  )
  const revoke = useAccessChange(revokeToken, () => setRevoking(null))
  return (
    <div>
      <RecordTable
        title="Tokens of programs"
        file="tokens"
        rows={tokens.data?.tokens ?? []}
        keyOf={({ id }) => id}
        columns={[
          { name: 'name', label: 'For', value: (token) => token.name },
          { name: 'scopes', label: 'May', value: ({ scopes }) => scopes.join(', ') },
          { name: 'user', label: 'Acts for', value: ({ user }) => user ?? 'the machine' },
          {
            name: 'expires_at',
            label: 'Until',
            value: ({ expiresAt }) => expiresAt,
            cell: ({ expiresAt }) => formatMoment(expiresAt),
          },
          {
            name: 'used_at',
            label: 'Used last',
            value: ({ usedAt }) => usedAt,
            cell: ({ usedAt }) =>
              usedAt === null ? <Missing reason="It was never used." /> : formatMoment(usedAt),
          },
          { name: 'state', label: 'State', value: ({ state }) => state },
          {
            name: 'actions',
            label: 'Action',
            value: () => null,
            cell: (token) =>
              token.state === 'valid' ? (
                <Button kind="quiet" label={`Revoke ${token.name}`} onClick={() => setRevoking(token)}>
                  Revoke
                </Button>
              ) : (
                ''
              ),
          },
        ]}
      />
      <form
        className={bar.bar}
        onSubmit={(event) => {
          event.preventDefault()
          make.mutate(undefined)
        }}
      >
        <TextField label="What it is for" value={name} onChange={setName} width={200} />
        <TextField
          label="May: read, write, admin, or operations"
          value={scope}
          onChange={setScope}
          width={260}
        />
        <Select label="It holds" value={expires} options={VALIDITIES} onChange={setExpires} width={112} />
        <Button type="submit" kind="primary" disabled={name.trim() === ''} busy={make.isPending}>
          Make a token
        </Button>
      </form>
      {make.data && (
        <Notice severity="info">
          Keep the token {make.data.token.name} now; it is not shown again.
          <CopiedText label="the token" text={make.data.secret} />
        </Notice>
      )}
      <ProblemNotice error={tokens.error ?? make.error ?? revoke.error} />
      <Confirm
        opened={revoking !== null}
        title={`Revoke ${revoking?.name ?? ''}?`}
        action="Revoke"
        busy={revoke.isPending}
        onCancel={() => setRevoking(null)}
        onConfirm={() => {
          if (revoking) revoke.mutate(revoking.id)
        }}
      >
        <p>Programs that use it are refused from now on. It cannot be taken back; make another one then.</p>
      </Confirm>
    </div>
  )
}
