import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ROLES, type Role } from '#schema/role.ts'
import {
  changeRole,
  inviteUser,
  removeUser,
  resetPassword,
  setDisabled,
  type User,
} from '../../api/access.ts'
import { askQuery } from '../../api/ask.ts'
import { formatMoment } from '../../format/date.ts'
import { capitalise } from '../../format/words.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { CopiedText } from '../../ui/copied-text.tsx'
import { Missing } from '../../ui/missing.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { RecordTable } from '../../ui/record-table.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import actions from '../connections/connect-form.module.css'
import bar from '../scope/scope-bar.module.css'
import { useAccessChange } from './use-access.ts'

const ROLE_OPTIONS = ROLES.map((value) => ({ value, label: capitalise(value) }))

function roleOf(text: string): Role {
  return ROLES.find((role) => role === text) ?? 'viewer'
}

function stateOf({ isDisabled, hasPassword, byProvider }: User): string {
  if (isDisabled) return 'disabled'
  if (byProvider) return 'signs in by provider'
  return hasPassword ? 'can sign in' : 'no password yet'
}

/** The people of a project: inviting them, and what each may do. */
export function People() {
  const users = useQuery(askQuery<{ users: User[] }>('users-list', {}))
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('viewer')
  const [removing, setRemoving] = useState<string | null>(null)
  const invite = useAccessChange(
    () => inviteUser(name.trim(), role),
    () => setName(''),
  )
  const reset = useAccessChange(resetPassword)
  const change = useAccessChange((asked: { name: string; role: Role }) => changeRole(asked.name, asked.role))
  const disable = useAccessChange((user: User) => setDisabled(user.name, !user.isDisabled))
  const remove = useAccessChange(removeUser, () => setRemoving(null))
  const invitation = reset.data ?? invite.data
  return (
    <div>
      <RecordTable
        title="People"
        file="people"
        rows={users.data?.users ?? []}
        keyOf={(user) => user.name}
        columns={[
          { name: 'name', label: 'Name', value: (user) => user.name },
          {
            name: 'role',
            label: 'May',
            value: (user) => user.role,
            cell: (user) => (
              <Select
                label={`What ${user.name} may do`}
                hideLabel
                value={user.role}
                options={ROLE_OPTIONS}
                onChange={(next) => change.mutate({ name: user.name, role: roleOf(next) })}
                width={112}
              />
            ),
          },
          {
            name: 'state',
            label: 'State',
            value: stateOf,
          },
          {
            name: 'signed_in_at',
            label: 'Signed in last',
            value: (user) => user.signedInAt,
            cell: (user) =>
              user.signedInAt === null ? (
                <Missing reason="Has not signed in yet." />
              ) : (
                formatMoment(user.signedInAt)
              ),
          },
          {
            name: 'actions',
            label: 'Actions',
            value: () => null,
            cell: (user) => (
              <div className={actions.actions}>
                <Button
                  kind="quiet"
                  label={`New password for ${user.name}`}
                  onClick={() => reset.mutate(user.name)}
                >
                  New password
                </Button>
                <Button
                  kind="quiet"
                  label={`${user.isDisabled ? 'Enable' : 'Disable'} ${user.name}`}
                  onClick={() => disable.mutate(user)}
                >
                  {user.isDisabled ? 'Enable' : 'Disable'}
                </Button>
                <Button kind="quiet" label={`Remove ${user.name}`} onClick={() => setRemoving(user.name)}>
                  Remove
                </Button>
              </div>
            ),
          },
        ]}
      />
      <form
        className={bar.bar}
        onSubmit={(event) => {
          event.preventDefault()
          reset.reset()
          invite.mutate(undefined)
        }}
      >
        <TextField label="Name or mail address" value={name} onChange={setName} width={240} />
        <Select
          label="May be"
          value={role}
          options={ROLE_OPTIONS}
          onChange={(next) => setRole(roleOf(next))}
          width={112}
        />
        <Button type="submit" kind="primary" disabled={name.trim() === ''} busy={invite.isPending}>
          Invite
        </Button>
      </form>
      {invitation && (
        <Notice severity="info">
          Send this link to {invitation.user}. It sets a password once, until{' '}
          {formatMoment(invitation.expiresAt)}, and is not shown again.
          <CopiedText label="the link" text={invitation.link} />
        </Notice>
      )}
      <ProblemNotice
        error={users.error ?? invite.error ?? reset.error ?? change.error ?? disable.error ?? remove.error}
      />
      <Confirm
        opened={removing !== null}
        title={`Remove ${removing ?? ''}?`}
        action="Remove"
        busy={remove.isPending}
        onCancel={() => setRemoving(null)}
        onConfirm={() => {
          if (removing !== null) remove.mutate(removing)
        }}
      >
        <p>
          Sessions, tokens and links of {removing} end for good; it cannot be taken back. To keep somebody out
          for a while, disable them.
        </p>
      </Confirm>
    </div>
  )
}
