import { z } from 'zod'
import { Role } from '#schema/role.ts'
import { defineOperation } from './operation.ts'

export const usersList = defineOperation({
  name: 'users-list',
  command: 'users list',
  summary: 'Who may sign in',
  description:
    'Lists users with their roles, whether they have set a password or sign in through a provider, when they last signed in, and whether they are kept out.',
  examples: ['users list'],
  kind: 'question',
  role: 'admin',
  isMomentary: true,
  input: z.object({}),
  output: z.object({
    users: z.array(
      z.object({
        name: z.string(),
        role: Role,
        hasPassword: z.boolean(),
        /** Whether they signed in through an identity provider. */
        byProvider: z.boolean(),
        createdAt: z.iso.datetime(),
        signedInAt: z.iso.datetime().nullable(),
        isDisabled: z.boolean(),
      }),
    ),
  }),
  run: async ({ access: { users, identities } }) => ({
    users: users.all().map((user) => ({ ...user, byProvider: identities.has(user.name) })),
  }),
  present: ({ users }) =>
    users.length === 0
      ? [{ kind: 'text', text: 'Nobody yet: permille users add NAME --role admin.' }]
      : [
          {
            kind: 'table',
            columns: ['name', 'role', 'password', 'added', 'last signed in'].map((label) => ({
              label,
              align: 'left' as const,
            })),
            rows: users.map(({ name, role, hasPassword, byProvider, createdAt, signedInAt, isDisabled }) => [
              name,
              isDisabled ? `${role}, disabled` : role,
              hasPassword ? 'set' : byProvider ? 'none: by a provider' : 'not set yet',
              createdAt,
              signedInAt ?? 'never',
            ]),
          },
        ],
})
